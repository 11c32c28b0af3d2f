using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics.States;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// A <see cref="TopologySnapshot"/> made ready for walking: nodes, links and groups as numbers, neighbours as spans
/// (compressed sparse rows). A node's number is its place in <see cref="Entities"/>, a link's its place in
/// <see cref="Dependencies"/>, a group's its place in <see cref="Groups"/>. Immutable; shared freely between threads.
/// Building costs O(entities + links) and one dictionary; walking allocates nothing.
/// </summary>
[Unchanging]
public sealed class TopologyGraph
{
    private readonly Dictionary<EntityId, int> _nodes;
    private readonly int[] _linkNumbers;
    private readonly int[] _dependentOf;
    private readonly int[] _dependencyOf;
    private readonly int[] _firstLink;
    private readonly int[] _firstDependent;
    private readonly int[] _linksByDependency;
    private readonly int[] _groupOf;
    private readonly int[] _firstMember;
    private readonly int[] _members;

    private TopologyGraph(TopologySnapshot snapshot)
    {
        Snapshot = snapshot;
        _nodes = NumberNodes(snapshot.Entities);
        var links = snapshot.Dependencies.Length;
        _linkNumbers = new int[links];
        _dependentOf = new int[links];
        _dependencyOf = new int[links];
        _groupOf = new int[links];
        for (var link = 0; link < links; link++)
        {
            _linkNumbers[link] = link;
            _dependentOf[link] = NodeOf(snapshot.Dependencies[link].Dependent);
            _dependencyOf[link] = NodeOf(snapshot.Dependencies[link].On);
        }

        (_firstLink, var byDependent) = Bucket(_dependentOf, snapshot.Entities.Length);
        if (!byDependent.AsSpan().SequenceEqual(_linkNumbers))
        {
            throw new ArgumentException("Dependencies are not sorted by dependent.", nameof(snapshot));
        }

        (_firstDependent, _linksByDependency) = Bucket(_dependencyOf, snapshot.Entities.Length);
        NumberGroups(snapshot);
        (_firstMember, _members) = Bucket(_groupOf, snapshot.Groups.Length);
    }

    /// <summary>The snapshot it was compiled from.</summary>
    public TopologySnapshot Snapshot { get; }

    /// <summary>The snapshot's version.</summary>
    public long Version => Snapshot.Version;

    /// <summary>All entities, sorted by id; the index is the node number.</summary>
    public ImmutableArray<Entity> Entities => Snapshot.Entities;

    /// <summary>All links, sorted by (dependent, on, kind); the index is the link number.</summary>
    public ImmutableArray<Dependency> Dependencies => Snapshot.Dependencies;

    /// <summary>All redundancy groups, sorted by (dependent, name); the index is the group number.</summary>
    public ImmutableArray<RedundancyGroup> Groups => Snapshot.Groups;

    /// <summary>Number of nodes.</summary>
    public int NodeCount => Snapshot.Entities.Length;

    /// <summary>Number of links.</summary>
    public int LinkCount => Snapshot.Dependencies.Length;

    /// <summary>Compiles a snapshot that obeys <see cref="TopologyRules"/>.</summary>
    /// <param name="snapshot">The snapshot; sorted, ends of every link present, groups of links declared.</param>
    /// <exception cref="ArgumentException">The snapshot is not such a one; the message names the first
    /// offence.</exception>
    public static TopologyGraph Compile(TopologySnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new TopologyGraph(snapshot);
    }

    /// <summary>The node number of an entity.</summary>
    /// <param name="entity">The entity; the default value is in no graph.</param>
    /// <param name="node">Its number, or -1.</param>
    /// <returns>False when the graph has no such entity.</returns>
    public bool TryIndex(EntityId entity, out int node)
    {
        if (!entity.IsNone && _nodes.TryGetValue(entity, out node))
        {
            return true;
        }

        node = -1;
        return false;
    }

    /// <summary>The entity of a node number.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such node.</exception>
    public EntityId IdOf(int node) => Snapshot.Entities[node].Id;

    /// <summary>Links of which the node is the dependent (what it relies on), in ascending number.</summary>
    public ReadOnlySpan<int> LinksToDependencies(int node) =>
        _linkNumbers.AsSpan(_firstLink[node], _firstLink[node + 1] - _firstLink[node]);

    /// <summary>Links of which the node is the dependency (who relies on it), in ascending number.</summary>
    public ReadOnlySpan<int> LinksToDependents(int node) =>
        _linksByDependency.AsSpan(_firstDependent[node], _firstDependent[node + 1] - _firstDependent[node]);

    /// <summary>Node that relies, of a link.</summary>
    public int DependentOf(int link) => _dependentOf[link];

    /// <summary>Node relied upon, of a link.</summary>
    public int DependencyOf(int link) => _dependencyOf[link];

    /// <summary>Group number of a link, or -1 when it stands alone.</summary>
    public int GroupOf(int link) => _groupOf[link];

    /// <summary>Member links of a group, in ascending number; never empty in a valid graph.</summary>
    public ReadOnlySpan<int> MembersOf(int group) =>
        _members.AsSpan(_firstMember[group], _firstMember[group + 1] - _firstMember[group]);

    /// <summary>How many members of a group must be impaired before its dependent is: members - MinHealthy +
    /// 1.</summary>
    public int FailuresNeeded(int group) => MembersOf(group).Length - Snapshot.Groups[group].MinHealthy + 1;

    private static Dictionary<EntityId, int> NumberNodes(ImmutableArray<Entity> entities)
    {
        var nodes = new Dictionary<EntityId, int>(entities.Length);
        for (var node = 0; node < entities.Length; node++)
        {
            if (node > 0 && entities[node - 1].Id.CompareTo(entities[node].Id) >= 0)
            {
                throw new ArgumentException(
                    $"Entities are not sorted and unique at {entities[node].Id}.", nameof(entities));
            }

            nodes.Add(entities[node].Id, node);
        }

        return nodes;
    }

    /// <summary>Counting sort: numbers of the items of each bucket, ascending; items in bucket -1 are left
    /// out.</summary>
    private static (int[] First, int[] Items) Bucket(int[] bucketOf, int buckets)
    {
        var first = new int[buckets + 1];
        foreach (var bucket in bucketOf)
        {
            if (bucket >= 0)
            {
                first[bucket + 1]++;
            }
        }

        for (var bucket = 0; bucket < buckets; bucket++)
        {
            first[bucket + 1] += first[bucket];
        }

        var next = first.AsSpan(0, buckets).ToArray();
        var items = new int[first[buckets]];
        for (var item = 0; item < bucketOf.Length; item++)
        {
            if (bucketOf[item] >= 0)
            {
                items[next[bucketOf[item]]++] = item;
            }
        }

        return (first, items);
    }

    private void NumberGroups(TopologySnapshot snapshot)
    {
        var groups = snapshot.Groups.AsSpan();
        for (var link = 0; link < _groupOf.Length; link++)
        {
            _groupOf[link] = -1;
            var dependency = snapshot.Dependencies[link];
            if (dependency.Group is null)
            {
                continue;
            }

            var wanted = new RedundancyGroup(dependency.Dependent, dependency.Group, 1);
            _groupOf[link] = MemoryExtensions.BinarySearch(groups, new GroupKey(wanted));
            if (_groupOf[link] < 0)
            {
                throw new ArgumentException(
                    $"{dependency.Dependent} has no group '{dependency.Group}'.", nameof(snapshot));
            }
        }
    }

    private int NodeOf(EntityId entity) => TryIndex(entity, out var node)
        ? node
        : throw new ArgumentException($"A link names {entity}, which is not in the graph.", nameof(entity));

    private readonly struct GroupKey(RedundancyGroup wanted) : IComparable<RedundancyGroup>
    {
        public int CompareTo(RedundancyGroup? other) => TopologyOrder.CompareGroups(wanted, other!);
    }
}
