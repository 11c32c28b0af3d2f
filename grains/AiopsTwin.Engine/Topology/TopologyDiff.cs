using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// What leads from one version of a topology to another: what was put (added or changed) and what was removed, by
/// identity. Applied to the version it starts from, it gives the other exactly.
/// </summary>
/// <param name="From">Version it starts from.</param>
/// <param name="To">Version it leads to.</param>
/// <param name="PutEntities">Entities added or changed, sorted.</param>
/// <param name="RemovedEntities">Entities removed, sorted.</param>
/// <param name="PutDependencies">Links added or changed, sorted.</param>
/// <param name="RemovedDependencies">Links removed, as they were, sorted.</param>
/// <param name="PutGroups">Groups added or changed, sorted.</param>
/// <param name="RemovedGroups">Groups removed, as they were, sorted.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TopologyDiff")]
public sealed record TopologyDiff(
    [property: Id(0)] long From,
    [property: Id(1)] long To,
    [property: Id(2)] ImmutableArray<Entity> PutEntities,
    [property: Id(3)] ImmutableArray<EntityId> RemovedEntities,
    [property: Id(4)] ImmutableArray<Dependency> PutDependencies,
    [property: Id(5)] ImmutableArray<Dependency> RemovedDependencies,
    [property: Id(6)] ImmutableArray<RedundancyGroup> PutGroups,
    [property: Id(7)] ImmutableArray<RedundancyGroup> RemovedGroups)
{
    /// <summary>True when the two versions hold the same.</summary>
    public bool IsEmpty => Size == 0;

    /// <summary>How many records it holds.</summary>
    public int Size => PutEntities.Length + RemovedEntities.Length + PutDependencies.Length
        + RemovedDependencies.Length + PutGroups.Length + RemovedGroups.Length;

    /// <summary>The difference between two snapshots that obey <see cref="TopologyRules"/>. Linear in their
    /// sizes.</summary>
    public static TopologyDiff Between(TopologySnapshot from, TopologySnapshot to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var (putEntities, removedEntities) = Compare(
            from.Entities, to.Entities, TopologyOrder.CompareEntities, TopologyOrder.SameEntity);
        var (putLinks, removedLinks) = Compare(
            from.Dependencies, to.Dependencies, TopologyOrder.CompareLinks, (left, right) => left == right);
        var (putGroups, removedGroups) = Compare(
            from.Groups, to.Groups, TopologyOrder.CompareGroups, (left, right) => left == right);
        return new TopologyDiff(
            from.Version,
            to.Version,
            putEntities,
            [.. removedEntities.Select(entity => entity.Id)],
            putLinks,
            removedLinks,
            putGroups,
            removedGroups);
    }

    /// <summary>Leads a snapshot on. Entities, links and groups that did not change stay the same objects.</summary>
    /// <param name="snapshot">A snapshot of version <see cref="From"/>.</param>
    /// <exception cref="ArgumentException">The snapshot has another version.</exception>
    public TopologySnapshot ApplyTo(TopologySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Version != From)
        {
            throw new ArgumentException(
                $"The difference starts from version {From}, not {snapshot.Version}.", nameof(snapshot));
        }

        var noLabels = ImmutableSortedDictionary<string, string>.Empty;
        return new TopologySnapshot(
            To,
            Merge(
                snapshot.Entities,
                PutEntities,
                [.. RemovedEntities.Select(id => new Entity(id, noLabels))],
                TopologyOrder.CompareEntities),
            Merge(snapshot.Dependencies, PutDependencies, RemovedDependencies, TopologyOrder.CompareLinks),
            Merge(snapshot.Groups, PutGroups, RemovedGroups, TopologyOrder.CompareGroups));
    }

    /// <summary>Sorted lists joined: what was put replaces what was held; what was removed is left out.</summary>
    internal static ImmutableArray<T> Merge<T>(
        ImmutableArray<T> held, ImmutableArray<T> put, ImmutableArray<T> removed, Comparison<T> compare)
        where T : class
    {
        if (put.IsEmpty && removed.IsEmpty)
        {
            return held;
        }

        var kept = ImmutableArray.CreateBuilder<T>(held.Length + put.Length);
        foreach (var (left, right) in TopologyOrder.Zip(held, removed, compare))
        {
            if (left is not null && right is null)
            {
                kept.Add(left);
            }
        }

        var joined = ImmutableArray.CreateBuilder<T>(kept.Count + put.Length);
        foreach (var (left, right) in TopologyOrder.Zip(kept.DrainToImmutable(), put, compare))
        {
            joined.Add(right ?? left!);
        }

        return joined.DrainToImmutable();
    }

    private static (ImmutableArray<T> Put, ImmutableArray<T> Removed) Compare<T>(
        ImmutableArray<T> from, ImmutableArray<T> to, Comparison<T> compare, Func<T, T, bool> isSame)
        where T : class
    {
        var put = ImmutableArray.CreateBuilder<T>();
        var removed = ImmutableArray.CreateBuilder<T>();
        foreach (var (left, right) in TopologyOrder.Zip(from, to, compare))
        {
            if (right is null)
            {
                removed.Add(left!);
            }
            else if (left is null || !isSame(left, right))
            {
                put.Add(right);
            }
        }

        return (put.DrainToImmutable(), removed.DrainToImmutable());
    }
}
