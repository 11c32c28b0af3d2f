using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Cli.Commands;

/// <summary>What a large graph costs: to load, to keep and to flood.</summary>
internal static class BenchGraph
{
    private const int Origins = 10;
    private const int MostPartitions = 16;

    private static readonly int[] Partitions = [1, 4, MostPartitions];

    /// <summary>Loading and size.</summary>
    public static BenchReport Topology(BenchRequest request) => new(
        "topology",
        "about five links for each entity; loading is the check of all rules and the compilation; bytes are settled "
        + "heap",
        [.. request.Sizes.Select(size => Topology(request, size))],
        "loadMilliseconds");

    /// <summary>The blast radius.</summary>
    public static BenchReport Flood(BenchRequest request) => new(
        "flood",
        $"mean over the {Origins} entities with the most dependents, by the rules of the product; search is plain "
        + "breadth-first search over the same graph, as deep, in the same run",
        [.. request.Sizes.Select(size => Flood(request, size))],
        $"floodMilliseconds{MostPartitions}");

    private static BenchSlice Topology(BenchRequest request, int size)
    {
        request.Screen.Measuring($"topology of {size} entities");
        var bare = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = LargeEstate.Of(size, LargeEstate.ManyCalls).Estate.Topology;
        var withSnapshot = GC.GetTotalMemory(forceFullCollection: true);
        var graph = TopologyGraph.Compile(snapshot);
        var withGraph = GC.GetTotalMemory(forceFullCollection: true);
        var division = Divided(graph, MostPartitions);
        var withDivision = GC.GetTotalMemory(forceFullCollection: true);
        var slices = PartitionSlice.CutAll(graph, division, FloodSettings.Default);
        var withSlices = GC.GetTotalMemory(forceFullCollection: true);
        var load = CpuClock.Milliseconds(request.Seconds, () =>
        {
            if (!TopologyRules.Check(snapshot).IsEmpty || TopologyGraph.Compile(snapshot).NodeCount != size)
            {
                throw new InvalidOperationException("The measured topology breaks the rules.");
            }

            return size;
        });
        request.Cancellation.ThrowIfCancellationRequested();
        var divide = CpuClock.Milliseconds(request.Seconds, () => Divided(graph, MostPartitions).Length);
        var cut = CpuClock.Milliseconds(
            request.Seconds, () => PartitionSlice.CutAll(graph, division, FloodSettings.Default).Length);
        GC.KeepAlive(slices);
        return new BenchSlice(size,
        [
            new("links", graph.LinkCount),
            new("loadMilliseconds", load),
            new("divideMilliseconds", divide),
            new("cutMilliseconds", cut),
            new("snapshotBytesPerEntity", (double)(withSnapshot - bare) / size),
            new("graphBytesPerEntity", (double)(withGraph - withSnapshot) / size),
            new("sliceBytesPerEntity", (double)(withSlices - withDivision) / size),
        ]);
    }

    private static BenchSlice Flood(BenchRequest request, int size)
    {
        request.Screen.Measuring($"flood over {size} entities");
        var graph = TopologyGraph.Compile(LargeEstate.Of(size, LargeEstate.ManyCalls).Estate.Topology);
        ImmutableArray<EntityId> origins =
        [
            .. Enumerable.Range(0, graph.NodeCount)
                .OrderByDescending(node => graph.LinksToDependents(node).Length).Take(Origins).Select(graph.IdOf),
        ];
        var figures = ImmutableArray.CreateBuilder<BenchFigure>();
        figures.Add(new("links", graph.LinkCount));
        foreach (var count in Partitions)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            var slices = PartitionSlice.CutAll(graph, Divided(graph, count), FloodSettings.Default);
            if (count == Partitions[0])
            {
                figures.Add(new("reached", origins.Average(origin => (double)Reached(graph, slices, origin))));
            }

            var milliseconds = CpuClock.Milliseconds(
                request.Seconds, () => origins.Sum(origin => Reached(graph, slices, origin)));
            figures.Add(new(
                "floodMilliseconds" + count.ToString(CultureInfo.InvariantCulture), milliseconds / Origins));
        }

        var search = CpuClock.Milliseconds(
            request.Seconds, () => origins.Sum(origin => Searched(graph, origin)));
        figures.Add(new("searched", origins.Average(origin => (double)Searched(graph, origin))));
        figures.Add(new("searchMilliseconds", search / Origins));
        return new BenchSlice(size, figures.ToImmutable());
    }

    private static int Reached(TopologyGraph graph, ImmutableArray<PartitionSlice> slices, EntityId origin) =>
        FloodRounds.Local(
            graph, slices, FloodSettings.Default.Request(FloodDirection.TowardDependents, [new(origin, 1)]))
            .Answers[0].Reached.Length;

    private static int Searched(TopologyGraph graph, EntityId origin) =>
        graph.TryIndex(origin, out var node)
            ? BreadthFirstReach.From(graph, node, FloodDirection.TowardDependents, FloodSettings.Default.MaxHops).Length
            : 0;

    private static ImmutableArray<int> Divided(TopologyGraph graph, int count) => Partitioning.ByNode(
        graph,
        Partitioning.Assign(
            graph.Snapshot,
            ImmutableDictionary<EntityId, int>.Empty,
            new PartitioningSettings { TargetSize = (graph.NodeCount + count - 1) / count, MaxPartitions = count }));
}
