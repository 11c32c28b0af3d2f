using System.Collections.Immutable;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Grains.Twins;

/// <summary>Cuts a graph into what each entity owns of it.</summary>
internal static class PartitionDefinitions
{
    /// <summary>Definitions of every partition's entities, sorted by id.</summary>
    public static ImmutableArray<EntityDefinition>[] Of(
        TopologyGraph graph, ImmutableArray<int> partitionOfNode, int count)
    {
        var builders = new ImmutableArray<EntityDefinition>.Builder[count];
        for (var partition = 0; partition < count; partition++)
        {
            builders[partition] = ImmutableArray.CreateBuilder<EntityDefinition>();
        }

        var groups = graph.Groups.ToLookup(group => group.Dependent);
        for (var node = 0; node < graph.NodeCount; node++)
        {
            builders[partitionOfNode[node]].Add(Of(graph, node, [.. groups[graph.IdOf(node)]]));
        }

        return [.. builders.Select(builder => builder.DrainToImmutable())];
    }

    /// <summary>The definition of one entity.</summary>
    public static EntityDefinition Of(TopologyGraph graph, int node) => Of(
        graph, node, [.. graph.Groups.Where(group => group.Dependent == graph.IdOf(node))]);

    private static EntityDefinition Of(TopologyGraph graph, int node, ImmutableArray<RedundancyGroup> groups) => new(
        graph.Entities[node],
        Links(graph, graph.LinksToDependencies(node)),
        Links(graph, graph.LinksToDependents(node)),
        groups);

    private static ImmutableArray<Dependency> Links(TopologyGraph graph, ReadOnlySpan<int> numbers)
    {
        var links = ImmutableArray.CreateBuilder<Dependency>(numbers.Length);
        foreach (var number in numbers)
        {
            links.Add(graph.Dependencies[number]);
        }

        return links.MoveToImmutable();
    }
}
