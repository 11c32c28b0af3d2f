using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using Orleans;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// All of the graph that one partition needs for floods: its entities, the links that leave them in both directions
/// with the edge rule already worked in, and its redundancy groups. Immutable and small (about twelve bytes a link and
/// direction); cut anew when the topology's version, the partitioning or the settings change.
/// </summary>
/// <param name="TopologyVersion">Version of the graph it was cut from; node and link numbers mean nothing beside
/// it.</param>
/// <param name="Partition">Which partition it is.</param>
/// <param name="Nodes">Numbers of its entities in the graph, ascending.</param>
/// <param name="Ids">Ids of its entities, in the same order (which is the order of ids).</param>
/// <param name="Remote">Entities of other partitions that its links lead to.</param>
/// <param name="Rates">Distinct pairs of factor and delay.</param>
/// <param name="ToDependents">Links toward those that rely on its entities (expectation).</param>
/// <param name="ToDependencies">Links toward those its entities rely on (suspicion).</param>
/// <param name="Groups">Redundancy groups of its entities.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PartitionSlice")]
public sealed record PartitionSlice(
    [property: Id(0)] long TopologyVersion,
    [property: Id(1)] int Partition,
    [property: Id(2)] ImmutableArray<int> Nodes,
    [property: Id(3)] ImmutableArray<EntityId> Ids,
    [property: Id(4)] ImmutableArray<RemoteNode> Remote,
    [property: Id(5)] ImmutableArray<SliceRate> Rates,
    [property: Id(6)] SliceLinks ToDependents,
    [property: Id(7)] SliceLinks ToDependencies,
    [property: Id(8)] SliceGroups Groups)
{
    [NonSerialized]
    private SlicePlaces? _places;

    /// <summary>Look-ups, made once; two threads that make them at once make the same.</summary>
    internal SlicePlaces Places => _places ??= new SlicePlaces(this);

    /// <summary>Cuts a slice with the default settings.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="partitionOfNode">Partition index by node number; as long as the graph has nodes.</param>
    /// <param name="partition">Which partition to cut; one without entities gives an empty slice.</param>
    public static PartitionSlice Cut(TopologyGraph graph, ImmutableArray<int> partitionOfNode, int partition) =>
        Cut(graph, partitionOfNode, partition, FloodSettings.Default);

    /// <summary>Cuts a slice. O(nodes of the graph + links of the partition).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="partitionOfNode">Partition index by node number; as long as the graph has nodes.</param>
    /// <param name="partition">Which partition to cut; one without entities gives an empty slice.</param>
    /// <param name="settings">The edge rule to work in.</param>
    public static PartitionSlice Cut(
        TopologyGraph graph, ImmutableArray<int> partitionOfNode, int partition, FloodSettings settings)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNotEqual(partitionOfNode.Length, graph.NodeCount);
        return new SliceCut(graph, partitionOfNode, settings).Of(partition);
    }

    /// <summary>Cuts the slices of all partitions, in order of partition.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="partitionOfNode">Partition index by node number; as long as the graph has nodes.</param>
    /// <param name="settings">The edge rule to work in.</param>
    /// <returns>One slice for each index up to the highest in use; at least one, even of an empty graph.</returns>
    public static ImmutableArray<PartitionSlice> CutAll(
        TopologyGraph graph, ImmutableArray<int> partitionOfNode, FloodSettings settings)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNotEqual(partitionOfNode.Length, graph.NodeCount);
        var cut = new SliceCut(graph, partitionOfNode, settings);
        var count = partitionOfNode.IsEmpty ? 1 : partitionOfNode.Max() + 1;
        return [.. Enumerable.Range(0, count).Select(cut.Of)];
    }

    /// <summary>Place of an entity in <see cref="Nodes"/>; negative when it is not in this partition.</summary>
    internal int PlaceOf(EntityId entity) => Ids.BinarySearch(entity);
}
