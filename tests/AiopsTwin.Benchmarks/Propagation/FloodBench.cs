using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Testing;

namespace AiopsTwin.Benchmarks.Propagation;

/// <summary>
/// <c>flood [largest size]</c>: what it costs to load a topology and to flood it; one JSON object on standard output.
/// Times are processor milliseconds of the whole process (collector and compiler included), best of several repeats.
/// Floods are compared with plain breadth-first search over the same graph in the same run, turn by turn, after both
/// were seen to reach the same entities.
/// </summary>
internal static class FloodBench
{
    private const int Hubs = 10;
    private const int Repeats = 7;

    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    /// <summary>With every factor 1 a flood reaches what plain search reaches.</summary>
    private static readonly FloodSettings Plain = new()
    {
        MaxHops = 64,
        Links = [.. FloodSettings.Default.Links.Select(rule => rule with { Expectation = 1, Suspicion = 1 })],
    };

    /// <summary>Runs everything.</summary>
    public static int Run(string[] args)
    {
        var largest = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Sizes[^1];
        var sizes = Sizes.Where(size => size <= largest).Select(Measure).ToList();
        var report = new
        {
            command = "bench",
            subject = "flood",
            seed = 1,
            processors = Environment.ProcessorCount,
            sizes,
            exponents = new
            {
                load = Exponent(sizes, size => size.Entities, size => size.LoadMs),
                hubOnePartition = Exponent(sizes, size => size.Carries, size => size.HubMs1),
                hubSixteenPartitions = Exponent(sizes, size => size.Carries, size => size.HubMs16),
            },
        };
        Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    private static SizeReport Measure(int entities)
    {
        var generator = new TopologyGraphGenerator(entities, 1);
        var heapBefore = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = generator.Generate();
        var heapOfSnapshot = GC.GetTotalMemory(forceFullCollection: true) - heapBefore;
        var loadMs = Best(3, () => TopologyRules.Check(snapshot).Length + TopologyGraph.Compile(snapshot).LinkCount);
        var graph = TopologyGraph.Compile(snapshot);
        var heapOfGraph = GC.GetTotalMemory(forceFullCollection: true) - heapBefore - heapOfSnapshot;
        var divideMs = Best(2, () => Divided(graph, 16).Length);
        var cutMs = Best(2, () => PartitionSlice.CutAll(graph, Divided(graph, 16), FloodSettings.Default).Length)
            - divideMs;
        var one = Slices(graph, 1, FloodSettings.Default);
        var sixteen = Slices(graph, 16, FloodSettings.Default);
        var heapOfSlices = GC.GetTotalMemory(forceFullCollection: true) - heapBefore - heapOfSnapshot - heapOfGraph;
        var hubs = HubsOf(graph);
        var request = FloodSettings.Default.Request(FloodDirection.TowardDependents, [new(hubs[0], 1)]);
        var reached = FloodRounds.Local(graph, one, request).Answers[0].Reached;
        Console.Error.WriteLine($"{entities} entities: graph ready, hub reaches {reached.Length}");
        return new SizeReport(entities, graph.LinkCount)
        {
            LoadMs = loadMs,
            DivideMs = divideMs,
            CutMs = Math.Round(cutMs, 3),
            SnapshotBytes = heapOfSnapshot,
            GraphBytes = heapOfGraph,
            SliceBytes = heapOfSlices / 2,
            WireBytes = sixteen.Sum(slice => (long)Wire.Write(slice).Length),
            HubReached = reached.Length,
            Carries = reached.Sum(reach => (long)LinksOut(graph, reach.Entity)),
            HubMs1 = HubFloods(graph, one, hubs),
            HubMs16 = HubFloods(graph, sixteen, hubs),
            Labels32Ms = Best(3, () => Flooded(graph, sixteen, FloodDirection.TowardDependents, 32, 1)),
            Suspicion1000Ms = Best(3, () => Flooded(graph, sixteen, FloodDirection.TowardDependencies, 1000, 7)),
            Suspicion1000Reached = Flooded(graph, sixteen, FloodDirection.TowardDependencies, 1000, 7),
            Versus = AgainstSearch(entities),
        };
    }

    /// <summary>Median over pairs taken in turn; both walk a graph without groups and reach the same.</summary>
    private static object AgainstSearch(int entities)
    {
        var graph = TopologyGraph.Compile(new TopologyGraphGenerator(entities, 1) { IsPlain = true }.Generate());
        var slices = Slices(graph, 1, Plain);
        var hubs = HubsOf(graph);
        var pairs = new List<(double Ours, double Theirs)>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var (ours, oursReached) = Timed(() => hubs.Sum(hub =>
                FloodRounds.Local(graph, slices, Plain.Request(FloodDirection.TowardDependents, [new(hub, 1)]))
                    .Answers[0].Reached.Length));
            var (theirs, theirsReached) = Timed(() => hubs.Sum(hub => Searched(graph, hub)));
            if (oursReached != theirsReached)
            {
                throw new InvalidOperationException($"Flood reached {oursReached}, search {theirsReached}.");
            }

            if (repeat > 0)
            {
                pairs.Add((ours / Hubs, theirs / Hubs));
            }
        }

        return new
        {
            breadthFirst = new
            {
                ours = Math.Round(Median(pairs.Select(pair => pair.Ours)), 3),
                theirs = Math.Round(Median(pairs.Select(pair => pair.Theirs)), 3),
                ratio = Math.Round(Median(pairs.Select(pair => pair.Ours / pair.Theirs)), 2),
            },
        };
    }

    private static int Searched(TopologyGraph graph, EntityId hub)
    {
        graph.TryIndex(hub, out var node);
        return BreadthFirstReach.From(graph, node, FloodDirection.TowardDependents, Plain.MaxHops).Length;
    }

    private static double HubFloods(
        TopologyGraph graph, ImmutableArray<PartitionSlice> slices, ImmutableArray<EntityId> hubs) => Math.Round(
        Best(Repeats, () => hubs.Sum(hub => FloodRounds.Local(
            graph,
            slices,
            FloodSettings.Default.Request(FloodDirection.TowardDependents, [new(hub, 1)])).Answers[0].Reached.Length))
        / Hubs, 3);

    private static int Flooded(
        TopologyGraph graph,
        ImmutableArray<PartitionSlice> slices,
        FloodDirection direction,
        int labels,
        int stride)
    {
        var services = graph.Entities.Where(entity => entity.Id.Kind is EntityKind.Service).ToList();
        var sources = Enumerable.Range(0, Math.Min(labels, services.Count))
            .Select(label => new FloodSource(services[label * stride % services.Count].Id, 1));
        return FloodRounds.Local(graph, slices, FloodSettings.Default.Request(direction, sources))
            .Answers.Sum(answer => answer.Reached.Length);
    }

    private static ImmutableArray<PartitionSlice> Slices(TopologyGraph graph, int count, FloodSettings settings) =>
        PartitionSlice.CutAll(graph, Divided(graph, count), settings);

    private static ImmutableArray<int> Divided(TopologyGraph graph, int count) => Partitioning.ByNode(
        graph,
        Partitioning.Assign(
            graph.Snapshot,
            ImmutableDictionary<EntityId, int>.Empty,
            new PartitioningSettings { TargetSize = (graph.NodeCount + count - 1) / count, MaxPartitions = count }));

    private static ImmutableArray<EntityId> HubsOf(TopologyGraph graph) =>
    [
        .. Enumerable.Range(0, graph.NodeCount)
            .OrderByDescending(node => graph.LinksToDependents(node).Length).Take(Hubs).Select(graph.IdOf),
    ];

    private static int LinksOut(TopologyGraph graph, EntityId entity) =>
        graph.TryIndex(entity, out var node) ? graph.LinksToDependents(node).Length : 0;

    private static double Best(int repeats, Func<int> work) =>
        Math.Round(Enumerable.Range(0, repeats).Min(_ => Timed(work).Milliseconds), 3);

    /// <summary>Short work is repeated until a tenth of a second has passed, for the processor clock is
    /// coarse.</summary>
    private static (double Milliseconds, int Result) Timed(Func<int> work)
    {
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var runs = 0;
        int result;
        do
        {
            result = work();
            runs++;
        }
        while (watch.ElapsedMilliseconds < 100);

        return ((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / runs, result);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>Least-squares slope of log time over log size; 1 is linear.</summary>
    private static double? Exponent(
        List<SizeReport> sizes, Func<SizeReport, double> size, Func<SizeReport, double> milliseconds)
    {
        if (sizes.Count < 2)
        {
            return null;
        }

        var points = sizes.Select(one => (X: Math.Log(size(one)), Y: Math.Log(milliseconds(one)))).ToList();
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        var slope = points.Sum(point => (point.X - x) * (point.Y - y))
            / points.Sum(point => (point.X - x) * (point.X - x));
        return Math.Round(slope, 2);
    }

    /// <summary>The figures of one size.</summary>
    private sealed record SizeReport(int Entities, int Links)
    {
        public double LoadMs { get; init; }

        public double DivideMs { get; init; }

        public double CutMs { get; init; }

        public long SnapshotBytes { get; init; }

        public long GraphBytes { get; init; }

        public long SliceBytes { get; init; }

        public long WireBytes { get; init; }

        public int HubReached { get; init; }

        public long Carries { get; init; }

        public double HubMs1 { get; init; }

        public double HubMs16 { get; init; }

        public double Labels32Ms { get; init; }

        public double Suspicion1000Ms { get; init; }

        public int Suspicion1000Reached { get; init; }

        [JsonPropertyName("vs")]
        public object? Versus { get; init; }
    }
}
