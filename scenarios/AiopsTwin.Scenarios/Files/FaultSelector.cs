using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Scenarios.Files;

/// <summary>Whom a fault strikes, by what they are: everything that is said of them must hold.</summary>
internal sealed record FaultSelector
{
    /// <summary>Kinds of entity; empty for all.</summary>
    public ImmutableArray<EntityKind> Kinds { get; init; } = [];

    /// <summary>Labels with their values.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>A rack, zone, host, switch or feed: what stands in it, runs on it or hangs on it is meant, and itself
    /// where its kind is asked for.</summary>
    public EntityId? Domain { get; init; }

    public SelectionMode Mode { get; init; }

    /// <summary>A number for <see cref="SelectionMode.Fixed"/>, a percentage for the modes in percent.</summary>
    public double Value { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Those that are struck, sorted: the same for the same estate, fault and seed.</summary>
    public ImmutableArray<EntityId> Resolve(Estate estate, string faultId)
    {
        var inside = Domain is { } domain ? Inside(estate.Topology, domain) : null;
        var all = estate.Topology.Entities
            .Where(entity => (Kinds.IsEmpty || Kinds.Contains(entity.Id.Kind))
                && (inside is null || inside.Contains(entity.Id))
                && Labels.All(label => entity.Labels.TryGetValue(label.Key, out var value) && value == label.Value))
            .Select(entity => entity.Id)
            .Order()
            .ToArray();
        return [.. Selection.Draw(all, Mode, Value, new SeededRandom((ulong)Seed).Fork(faultId)).Order()];
    }

    private static HashSet<EntityId> Inside(TopologySnapshot topology, EntityId domain)
    {
        var dependents = topology.Dependencies
            .Where(link => link.Kind is not (DependencyKind.CallsSync or DependencyKind.CallsAsync))
            .ToLookup(link => link.On, link => link.Dependent);
        var found = new HashSet<EntityId> { domain };
        var next = new Queue<EntityId>(found);
        while (next.TryDequeue(out var place))
        {
            foreach (var dependent in dependents[place].Where(found.Add))
            {
                next.Enqueue(dependent);
            }
        }

        return found;
    }
}
