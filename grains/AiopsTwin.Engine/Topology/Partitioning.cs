using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// Divides a topology into partitions of neighbours. What stands in one rack goes together with what runs there; what
/// has no place (services known by their calls only) goes where most of its neighbours are, walked in breadth-first
/// order so that callers and callees meet. An entity that has a partition keeps it: adding one moves nothing.
/// Deterministic; linear in entities and links but for sorting.
/// </summary>
public static class Partitioning
{
    /// <summary>Assigns every entity of a topology to a partition.</summary>
    /// <param name="snapshot">A topology that obeys <see cref="TopologyRules"/>.</param>
    /// <param name="previous">Who had which partition; entities no longer in the topology are dropped, indexes beyond
    /// the limit of partitions are assigned anew. Empty at first.</param>
    /// <param name="settings">Target size and limit.</param>
    /// <returns>One index for each entity, from 0; indexes are used without gaps at first, and gaps left by removed
    /// entities are filled by later ones.</returns>
    public static ImmutableDictionary<EntityId, int> Assign(
        TopologySnapshot snapshot, ImmutableDictionary<EntityId, int> previous, PartitioningSettings settings)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.TargetSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxPartitions, 1);
        var graph = TopologyGraph.Compile(snapshot);
        var plan = new PartitionPlan(graph, settings);
        for (var node = 0; node < graph.NodeCount; node++)
        {
            if (previous.TryGetValue(graph.IdOf(node), out var held) && held >= 0 && held < settings.MaxPartitions)
            {
                plan.Put(node, held);
            }
        }

        foreach (var block in Blocks(graph))
        {
            plan.PutBlock(block);
        }

        foreach (var node in BreadthFirst(graph).Where(node => plan.PartitionOf[node] < 0))
        {
            plan.PutByNeighbours(node);
        }

        var assigned = ImmutableDictionary.CreateBuilder<EntityId, int>();
        for (var node = 0; node < graph.NodeCount; node++)
        {
            assigned.Add(graph.IdOf(node), plan.PartitionOf[node]);
        }

        return assigned.ToImmutable();
    }

    /// <summary>The assignment by node number, as <c>PartitionSlice.Cut</c> wants it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="assigned">An assignment of all its entities.</param>
    /// <exception cref="ArgumentException">An entity of the graph is not assigned.</exception>
    public static ImmutableArray<int> ByNode(TopologyGraph graph, ImmutableDictionary<EntityId, int> assigned)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(assigned);
        var byNode = ImmutableArray.CreateBuilder<int>(graph.NodeCount);
        foreach (var entity in graph.Entities)
        {
            byNode.Add(assigned.TryGetValue(entity.Id, out var partition)
                ? partition
                : throw new ArgumentException($"{entity.Id} has no partition.", nameof(assigned)));
        }

        return byNode.MoveToImmutable();
    }

    /// <summary>
    /// Entities that share a place, blocks of one zone next to each other. An entity's place is where its containment
    /// ends below the zone: its rack, else its topmost host; failing both, its label <c>rack</c>. Entities without one
    /// are in no block.
    /// </summary>
    private static IEnumerable<List<int>> Blocks(TopologyGraph graph)
    {
        var blocks = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var node = 0; node < graph.NodeCount; node++)
        {
            if (PlaceOf(graph, node) is { } place)
            {
                if (!blocks.TryGetValue(place, out var members))
                {
                    blocks.Add(place, members = []);
                }

                members.Add(node);
            }
        }

        return blocks.Values;
    }

    private static string? PlaceOf(TopologyGraph graph, int node)
    {
        var top = node;

        // A valid topology has no containment cycles; the limit keeps an unchecked one from hanging.
        for (var steps = 0; steps < 16; steps++)
        {
            var above = ContainerOf(graph, top);
            if (above < 0 || graph.IdOf(above).Kind is EntityKind.Zone)
            {
                break;
            }

            top = above;
        }

        var labels = graph.Entities[top].Labels;
        var isPlace = graph.IdOf(top).Kind is EntityKind.Rack or EntityKind.Host;
        var rack = isPlace ? graph.IdOf(top).Text : labels.GetValueOrDefault("rack");
        return rack is null ? null : $"{ZoneOf(graph, top)}/{rack}";
    }

    private static string ZoneOf(TopologyGraph graph, int node)
    {
        var above = ContainerOf(graph, node);
        return above >= 0 ? graph.IdOf(above).Name : graph.Entities[node].Labels.GetValueOrDefault("zone", "");
    }

    /// <summary>The first thing, by number, that the node runs on or stands in; -1 when there is none.</summary>
    private static int ContainerOf(TopologyGraph graph, int node)
    {
        foreach (var link in graph.LinksToDependencies(node))
        {
            if (graph.Dependencies[link].Kind is DependencyKind.RunsOn or DependencyKind.InRack)
            {
                return graph.DependencyOf(link);
            }
        }

        return -1;
    }

    private static IEnumerable<int> BreadthFirst(TopologyGraph graph)
    {
        var seen = new bool[graph.NodeCount];
        var queue = new Queue<int>();
        for (var start = 0; start < graph.NodeCount; start++)
        {
            Enqueue(start);
            while (queue.TryDequeue(out var node))
            {
                yield return node;
                foreach (var link in graph.LinksToDependencies(node))
                {
                    Enqueue(graph.DependencyOf(link));
                }

                foreach (var link in graph.LinksToDependents(node))
                {
                    Enqueue(graph.DependentOf(link));
                }
            }
        }

        void Enqueue(int node)
        {
            if (!seen[node])
            {
                seen[node] = true;
                queue.Enqueue(node);
            }
        }
    }
}
