using System.Collections.Immutable;
using System.IO.Enumeration;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>Something selected: so many of its copies.</summary>
internal readonly record struct ChaosPick(EntityId Entity, int Picked, int Of)
{
    public double Share => (double)Picked / Of;
}

/// <summary>
/// Finds what a selector means in an estate. A label matches the same label of an entity; the labels by which platforms
/// name an application match its name too. Pods are the copies of an entity: what is drawn among them is drawn by the
/// seed and the place of the selector, so that an action added elsewhere changes nothing.
/// </summary>
internal sealed class SelectorResolution(Estate estate, ulong seed)
{
    // Labels that say, by convention, which application a pod or a machine belongs to.
    private static readonly ImmutableHashSet<string> NameLabels = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "app", "app.kubernetes.io/name", "app.kubernetes.io/component", "app.kubernetes.io/instance", "k8s-app",
        "component", "name", "service", "run", "io.kompose.service", "opentelemetry.io/name", "service.name");

    private readonly Dictionary<EntityId, int> _copies =
        estate.World.Processes.ToDictionary(process => process.Entity, process => process.Replicas);

    private readonly bool _hasNamespaces =
        estate.Topology.Entities.Any(entity => entity.Labels.ContainsKey("namespace"));

    /// <summary>What works and is selected, with how many of its copies; sorted by entity.</summary>
    public ImmutableArray<ChaosPick> Work(ChaosSelector selector)
    {
        var found = estate.Topology.Entities
            .Where(entity => _copies.ContainsKey(entity.Id) && Matches(selector, entity))
            .Select(entity => (Entity: entity.Id, Copies: _copies[entity.Id]))
            .ToArray();
        var pods = found.SelectMany(one => Enumerable.Repeat(one.Entity, one.Copies)).ToArray();
        var picked = Draw(selector, pods).CountBy(entity => entity).ToDictionary(pair => pair.Key, pair => pair.Value);
        return [.. found.Where(one => picked.ContainsKey(one.Entity))
            .Select(one => new ChaosPick(one.Entity, picked[one.Entity], one.Copies))];
    }

    /// <summary>Hosts that are selected by their own names and labels or, when there are none, the hosts that what is
    /// selected runs on.</summary>
    public ImmutableArray<EntityId> Hosts(ChaosSelector selector)
    {
        var hosts = estate.Topology.Entities
            .Where(entity => entity.Id.Kind == EntityKind.Host && Matches(selector, entity))
            .Select(entity => entity.Id)
            .ToArray();
        if (hosts.Length == 0)
        {
            var work = Work(selector with { Mode = SelectionMode.All }).Select(pick => pick.Entity).ToHashSet();
            hosts = [.. estate.Topology.Dependencies
                .Where(link => link.Kind == DependencyKind.RunsOn && work.Contains(link.Dependent))
                .Select(link => link.On).Where(on => on.Kind == EntityKind.Host).Distinct().Order()];
        }

        return [.. Draw(selector, hosts).Order()];
    }

    private bool Matches(ChaosSelector selector, Entity entity) =>
        !selector.IsEmpty
        && (selector.Names.IsEmpty || selector.Names.Any(name => IsNamed(name, entity)))
        && selector.Labels.All(term => Holds(term, entity))
        && (selector.Namespaces.IsEmpty || !_hasNamespaces || entity.Id.Kind == EntityKind.Host
            || selector.Namespaces.Contains(entity.Labels.GetValueOrDefault("namespace", "")));

    private static bool Holds(LabelTerm term, Entity entity)
    {
        var has = entity.Labels.TryGetValue(term.Key, out var value);
        var isOne = term.Values.IsEmpty
            ? has || NameLabels.Contains(term.Key)
            : (has && term.Values.Contains(value!))
              || (NameLabels.Contains(term.Key) && term.Values.Any(name => IsNamed(name, entity)));
        return isOne != term.IsNegated;
    }

    /// <summary>Whether a foreign name means the entity: its own name, that of its service or its machine, the same but
    /// for hyphens and a closing "service", or a pod of it.</summary>
    private static bool IsNamed(string name, Entity entity)
    {
        string?[] own =
        [
            entity.Id.Name, entity.Labels.GetValueOrDefault("service.name"),
            entity.Labels.GetValueOrDefault("host.name"),
        ];
        var pod = Recorded.PodName.ServiceOf(name).Name;
        return own.OfType<string>().Any(one => name.Contains('*', StringComparison.Ordinal)
            ? FileSystemName.MatchesSimpleExpression(name, one, ignoreCase: true)
            : Plain(one) == Plain(name) || Plain(one) == Plain(pod));
    }

    private static string Plain(string name)
    {
        var plain = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return plain.Length > "service".Length && plain.EndsWith("service", StringComparison.Ordinal)
            ? plain[..^"service".Length]
            : plain;
    }

    private EntityId[] Draw(ChaosSelector selector, EntityId[] all) => Selection.Draw(
        all, selector.Mode, selector.Value,
        new SeededRandom(seed).Fork(selector.Place.Field).Fork((ulong)selector.Place.Line));
}
