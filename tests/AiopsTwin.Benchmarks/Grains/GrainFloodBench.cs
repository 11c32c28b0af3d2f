using System.Globalization;
using System.Text.Json;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Grains.Hops;
using AiopsTwin.Scenarios.Generators;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Benchmarks.Grains;

/// <summary>
/// <c>grain-flood [largest size]</c>: the blast radius asked of the grains of a silo in this process: by the rounds of
/// partitions, and beside it, up to a thousand entities, entity by entity; one JSON object on standard output. Both are
/// seen to reach the same before either is timed, and take turns.
/// </summary>
internal static class GrainFloodBench
{
    private const int Origins = 5;
    private const int Pairs = 7;
    private const int MostForHops = 1_000;

    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    /// <summary>Runs everything.</summary>
    public static int Run(string[] args)
    {
        var largest = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Sizes[1];
        var reports = new List<object>();
        foreach (var size in Sizes.Where(size => size <= largest))
        {
            Console.Error.WriteLine($"{size} entities ...");
            reports.Add(Measure(size).GetAwaiter().GetResult());
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            command = "bench",
            subject = "grain-flood",
            seed = 1,
            processors = Environment.ProcessorCount,
            sizes = reports,
        }));
        return 0;
    }

    private static async Task<object> Measure(int size)
    {
        var snapshot = LargeEstate.Of(size, LargeEstate.ManyCalls).Estate.Topology;
        await using var cluster = await TwinCluster.Start(1);
        var twin = TwinCluster.NewTwin("flood");
        var grain = cluster.Grains.GetGrain<ITwinGrain>(twin);
        var (loadMs, _) = await Timed(async () =>
        {
            await grain.ApplyTopology(new TopologyCommand(snapshot, [], true, null, "bench"));
            return 0;
        });
        var origins = MostRelied(snapshot);
        var reached = await ByRounds(grain, origins);
        var hops = size <= MostForHops ? await ByHops(cluster, twin, origins) : reached;
        if (hops != reached)
        {
            throw new InvalidOperationException($"Partitions reached {reached} entities, hops {hops}.");
        }

        var pairs = new List<(double Rounds, double Hops)>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            var (ours, _) = await Timed(() => ByRounds(grain, origins));
            var (theirs, _) = size <= MostForHops ? await Timed(() => ByHops(cluster, twin, origins)) : (0, 0);
            pairs.Add((ours / Origins, theirs / Origins));
        }

        return new
        {
            entities = size,
            links = snapshot.Dependencies.Length,
            applyMs = Math.Round(loadMs, 1),
            reached = reached / Origins,
            partitionsMs = Median(pairs.Select(pair => pair.Rounds)),
            hopsMs = size <= MostForHops ? Median(pairs.Select(pair => pair.Hops)) : (double?)null,
            vs = size <= MostForHops
                ? new { hopByHop = new { ratio = Median(pairs.Select(pair => pair.Rounds / pair.Hops)) } }
                : null,
        };
    }

    private static async Task<int> ByRounds(ITwinGrain twin, EntityId[] origins)
    {
        var reached = 0;
        foreach (var origin in origins)
        {
            reached += (await twin.BlastRadius(origin, 1))!.Reached.Length;
        }

        return reached;
    }

    private static async Task<int> ByHops(TwinCluster cluster, string twin, EntityId[] origins)
    {
        var reached = 0;
        foreach (var origin in origins)
        {
            var flood = cluster.Grains.GetGrain<IHopFloodGrain>(GrainKeys.Incident(twin, "hops-" + origin.Name));
            reached += (await flood.Run(origin, 1)).Reached.Length;
        }

        return reached;
    }

    private static EntityId[] MostRelied(TopologySnapshot snapshot) =>
    [
        .. snapshot.Dependencies.GroupBy(link => link.On)
            .OrderByDescending(links => links.Count()).ThenBy(links => links.Key)
            .Take(Origins).Select(links => links.Key),
    ];

    private static async Task<(double Milliseconds, int Result)> Timed(Func<Task<int>> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        var result = await work();
        return ((Environment.CpuUsage.TotalTime - before).TotalMilliseconds, result);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return Math.Round(sorted[sorted.Count / 2], 4);
    }
}
