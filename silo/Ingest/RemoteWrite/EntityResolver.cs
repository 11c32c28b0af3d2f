using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>What a series is about.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Service">The service it is a copy of; null for a host.</param>
/// <param name="Host">Name of the machine in the labels; null when they name none.</param>
/// <param name="Facts">Labels the entity gets when it is new.</param>
internal sealed record ResolvedEntity(
    EntityId Entity, EntityId? Service, EntityId? Host, ImmutableSortedDictionary<string, string> Facts);

/// <summary>
/// Says which entity a series belongs to, by its labels, in this order: <c>twin_entity</c> names it outright; numbers
/// of a node exporter belong to the host; anything else belongs to the instance (job and address) of the service.
/// </summary>
internal static class EntityResolver
{
    private static readonly string[] HostLabels = ["host", "node", "nodename", "hostname"];
    private static readonly string[] ServiceLabels = ["service_name", "service", "app", "job"];

    public static ResolvedEntity? Resolve(SeriesLabels labels)
    {
        if (labels["twin_entity"] is { } named)
        {
            return EntityId.TryParse(named, out var entity, out _)
                ? new ResolvedEntity(entity, null, null, Facts(labels))
                : null;
        }

        var address = labels["instance"];
        var host = HostLabels.Select(label => labels[label]).FirstOrDefault(value => value is not null)
            ?? WithoutPort(address);
        if (IsHostSeries(labels))
        {
            return Make(EntityKind.Host, host) is { } id ? new ResolvedEntity(id, null, null, Facts(labels)) : null;
        }

        var service = ServiceLabels.Select(label => labels[label]).FirstOrDefault(value => value is not null);
        if (Make(EntityKind.Service, Scoped(labels, service)) is not { } serviceId)
        {
            return null;
        }

        var copy = labels["pod"] ?? address;
        return copy is not null && Make(EntityKind.Instance, $"{serviceId.Name}@{copy}") is { } instance
            ? new ResolvedEntity(instance, serviceId, Make(EntityKind.Host, host), Facts(labels))
            : new ResolvedEntity(serviceId, null, null, Facts(labels));
    }

    /// <summary>The address without its port: <c>db-1:9100</c> and <c>[::1]:9100</c> lose it, <c>::1</c> has
    /// none.</summary>
    internal static string? WithoutPort(string? address)
    {
        if (address is null)
        {
            return null;
        }

        if (address.StartsWith('['))
        {
            return address.IndexOf(']', StringComparison.Ordinal) is var end and > 0 ? address[1..end] : address;
        }

        var colon = address.LastIndexOf(':');
        var hasOne = colon > 0 && address.IndexOf(':', StringComparison.Ordinal) == colon;
        return hasOne && address.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? address[..colon] : address;
    }

    private static bool IsHostSeries(SeriesLabels labels) =>
        labels.Name.StartsWith("node_", StringComparison.Ordinal)
        || (labels["job"] is { } job
            && (job.Contains("node-exporter", StringComparison.OrdinalIgnoreCase)
                || job.Contains("node_exporter", StringComparison.OrdinalIgnoreCase)
                || job.Equals("node", StringComparison.OrdinalIgnoreCase)));

    private static string? Scoped(SeriesLabels labels, string? service) =>
        service is not null && labels["namespace"] is { } space ? $"{space}/{service}" : service;

    private static EntityId? Make(EntityKind kind, string? name) => name is { Length: > 0 }
        && EntityId.TryParse($"{kind.ToString().ToLowerInvariant()}:{name.ToLowerInvariant()}", out var id, out _)
            ? id
            : null;

    private static ImmutableSortedDictionary<string, string> Facts(SeriesLabels labels)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts[Discovery.SourceLabel] = RemoteWriteDecoder.Source;
        foreach (var label in new[] { "instance", "job", "namespace", "cluster", "zone", "rack" })
        {
            if (labels[label] is { } value)
            {
                facts[label] = value;
            }
        }

        return facts.ToImmutable();
    }
}
