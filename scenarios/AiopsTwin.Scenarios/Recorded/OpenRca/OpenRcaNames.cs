using System.Buffers;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.OpenRca;

/// <summary>
/// Which entity a name of the recording means. What has metrics of nodes is a host; everything else works. Some tables
/// put several names in one, joined by dots: a host and what runs on it, or what runs and whom it talks to, or what
/// runs and its port.
/// </summary>
internal sealed class OpenRcaNames
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789-");

    private readonly HashSet<string> _hosts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (EntityId? Entity, EntityId? Host)> _known = new(StringComparer.Ordinal);

    /// <summary>Says that a name is a host's.</summary>
    public void AddHost(string name)
    {
        if (_hosts.Add(name))
        {
            _known.Clear();
        }
    }

    /// <summary>A service all of whose copies are measured together; the protocol at the end of its name is not part of
    /// it.</summary>
    public EntityId? ServiceOf(string name)
    {
        var dash = name.LastIndexOf('-');
        var service = dash > 0 && name[(dash + 1)..] is "grpc" or "http" or "tcp" ? name[..dash] : name;
        var entity = EntityOf(service);
        if (entity is not null)
        {
            _services.Add(service);
        }

        return entity;
    }

    /// <summary>The entity a name means, and the host it runs on where the name says so; nothing when the text cannot
    /// be a name.</summary>
    public (EntityId? Entity, EntityId? Host) Of(string name)
    {
        if (!_known.TryGetValue(name, out var known))
        {
            var parts = name.Split('.', 3);
            known = parts.Length > 1 && _hosts.Contains(parts[0])
                ? (EntityOf(parts[1]), EntityOf(parts[0]))
                : (EntityOf(parts[0]), null);
            _known[name] = known;
        }

        return known;
    }

    /// <summary>The service a working copy belongs to: the longest known one whose name its own goes on from with
    /// nothing but digits and dashes; null when there is none.</summary>
    public EntityId? ServiceOfCopy(EntityId copy)
    {
        var service = _services.Where(name => name.Length < copy.Name.Length
            && copy.Name.StartsWith(name, StringComparison.Ordinal)
            && copy.Name.AsSpan(name.Length).IndexOfAnyExcept(Digits) < 0).MaxBy(name => name.Length);
        return service is null ? null : EntityOf(service);
    }

    private EntityId? EntityOf(string name) =>
        EntityNames.Of(_hosts.Contains(name) ? EntityKind.Host : EntityKind.Service, name);
}
