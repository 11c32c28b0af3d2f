using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// Changes to a topology, as pure functions. Nothing is judged here: check the result with <see cref="TopologyRules"/>
/// before it is kept.
/// </summary>
public static class TopologyEdits
{
    /// <summary>
    /// Applies a change. First the entities to remove go, with all their links; then what is put is added or replaces
    /// what has the same identity (entity: id; link: dependent, dependency, kind; group: dependent, name). What is not
    /// named stays the same object, so that adding an entity moves nothing else. Doing the same again changes nothing.
    /// <para>
    /// A redundancy group that loses members to a removal needs at most as many healthy members as it has left, and
    /// goes when none is left: taking away a replica must not turn into a refusal. A group that is <em>put</em> is
    /// taken as it is.
    /// </para>
    /// </summary>
    /// <param name="current">The topology as it is.</param>
    /// <param name="put">What to add or replace, in any order; of repeats the last counts; its version is
    /// ignored.</param>
    /// <param name="remove">Entities to remove; unknown ones are ignored. One that is also put comes back without the
    /// links it had.</param>
    /// <param name="replace">True to make <paramref name="put"/> the whole topology; removals are then ignored.</param>
    /// <returns>The next topology, one version higher when anything changed, else <paramref name="current"/> itself;
    /// how many entities were added and removed; and how many links were added, removed or changed.</returns>
    public static (TopologySnapshot Next, int Added, int Removed, int LinksChanged) Apply(
        TopologySnapshot current, TopologySnapshot put, ImmutableArray<EntityId> remove, bool replace)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(put);
        var sorted = new TopologySnapshot(
            current.Version + 1,
            TopologyOrder.LastOfEach(put.Entities, TopologyOrder.CompareEntities),
            TopologyOrder.LastOfEach(put.Dependencies, TopologyOrder.CompareLinks),
            TopologyOrder.LastOfEach(put.Groups, TopologyOrder.CompareGroups));
        var wanted = replace ? sorted : PutOnto(Without(current, remove), sorted);
        var diff = TopologyDiff.Between(current, wanted);
        if (diff.IsEmpty)
        {
            return (current, 0, 0, 0);
        }

        var added = wanted.Entities.Length - (current.Entities.Length - diff.RemovedEntities.Length);
        return (
            diff.ApplyTo(current),
            added,
            diff.RemovedEntities.Length,
            diff.PutDependencies.Length + diff.RemovedDependencies.Length);
    }

    private static TopologySnapshot PutOnto(TopologySnapshot current, TopologySnapshot put) => new(
        put.Version,
        TopologyDiff.Merge(current.Entities, put.Entities, [], TopologyOrder.CompareEntities),
        TopologyDiff.Merge(current.Dependencies, put.Dependencies, [], TopologyOrder.CompareLinks),
        TopologyDiff.Merge(current.Groups, put.Groups, [], TopologyOrder.CompareGroups));

    private static TopologySnapshot Without(TopologySnapshot current, ImmutableArray<EntityId> remove)
    {
        if (remove.IsDefaultOrEmpty)
        {
            return current;
        }

        var gone = remove.ToHashSet();
        var links = current.Dependencies
            .Where(link => !gone.Contains(link.Dependent) && !gone.Contains(link.On))
            .ToImmutableArray();
        var members = links.Where(link => link.Group is not null)
            .CountBy(link => (link.Dependent, link.Group!))
            .ToDictionary();
        var groups = ImmutableArray.CreateBuilder<RedundancyGroup>(current.Groups.Length);
        foreach (var group in current.Groups)
        {
            if (members.TryGetValue((group.Dependent, group.Name), out var left))
            {
                groups.Add(left < group.MinHealthy ? group with { MinHealthy = left } : group);
            }
        }

        return new TopologySnapshot(
            current.Version,
            [.. current.Entities.Where(entity => !gone.Contains(entity.Id))],
            links,
            groups.DrainToImmutable());
    }
}
