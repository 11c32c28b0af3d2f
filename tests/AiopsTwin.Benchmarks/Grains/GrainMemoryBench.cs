using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing.Cluster;

namespace AiopsTwin.Benchmarks.Grains;

/// <summary>
/// <c>grain-memory [largest size]</c>: settled heap of one active entity grain with four warm series, in a silo in this
/// process, beside a grain that keeps nothing; one JSON object on standard output. Each size has a silo of its own.
/// </summary>
internal static class GrainMemoryBench
{
    private const int Series = 4;
    private const int Instants = 60;
    private const int Together = 256;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Metrics =
    [
        MetricCatalog.CpuUtilization, MetricCatalog.RequestDuration, MetricCatalog.ErrorRatio,
        MetricCatalog.RequestRate,
    ];

    /// <summary>Runs everything.</summary>
    public static int Run(string[] args)
    {
        var largest = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Sizes[^1];
        var sizes = Sizes.Where(size => size <= largest).ToArray();
        var reports = new List<SizeReport>();
        foreach (var size in sizes)
        {
            reports.Add(Measure(size).GetAwaiter().GetResult());
            Console.Error.WriteLine(
                $"{size} entities: {reports[^1].EntityBytes} bytes each, {reports[^1].IdleBytes} for an idle grain");
        }

        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                command = "bench",
                subject = "grain-memory",
                seed = 1,
                processors = Environment.ProcessorCount,
                series = Series,
                samplesPerSeries = Instants,
                sizes = reports,
                slopeBytesPerEntity = Slope(reports),
                vs = new { idleGrain = Versus(reports[^1]) },
            },
            Json));
        return 0;
    }

    private static async Task<SizeReport> Measure(int size)
    {
        await using var cluster = await TwinCluster.Start(1);

        // Pools, caches and compiled code come into being before anything is weighed.
        var twin = TwinCluster.NewTwin("memory");
        await Each(Math.Min(size, 1_000), i => cluster.Grains.GetGrain<IIdleGrain>($"warm/{i}").Touch());
        await Each(Math.Min(size, 1_000), i => Observe(cluster, twin, $"warm-{i}"));

        var bare = Settled();
        await Each(size, i => cluster.Grains.GetGrain<IIdleGrain>(GrainKeys.Entity(twin, Id($"idle-{i}"))).Touch());
        var withIdle = Settled();
        var processor = Environment.CpuUsage.TotalTime;
        await Each(size, i => Observe(cluster, twin, $"entity-{i}"));
        var seconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        var withEntities = Settled();
        return new SizeReport(
            size,
            (withIdle - bare) / size,
            (withEntities - withIdle) / size,
            Math.Round(seconds * 1e6 / size, 1));
    }

    private static Task Observe(TwinCluster cluster, string twin, string name)
    {
        var entity = Id(name);
        var random = new SeededRandom(1).Fork(name);
        var samples = ImmutableArray.CreateBuilder<Sample>(Series * Instants);
        for (var instant = 0; instant < Instants; instant++)
        {
            var at = Start.AddSeconds(10 * instant);
            foreach (var metric in Metrics)
            {
                samples.Add(new Sample(metric, at, 0.2 * (1 + (0.03 * random.NextNormal()))));
            }
        }

        return cluster.Grains.GetGrain<IEntityGrain>(GrainKeys.Entity(twin, entity))
            .Observe(new ObserveBatch(entity, "bench", 1, samples.MoveToImmutable()));
    }

    private static EntityId Id(string name) => EntityId.Of(EntityKind.Service, name);

    private static async Task Each(int count, Func<int, Task> call)
    {
        var calls = new List<Task>(Together);
        for (var i = 0; i < count; i++)
        {
            calls.Add(call(i));
            if (calls.Count == Together)
            {
                await Task.WhenAll(calls);
                calls.Clear();
            }
        }

        await Task.WhenAll(calls);
    }

    /// <summary>Bytes of the heap once forced collections free no more than a thousandth.</summary>
    private static long Settled()
    {
        var bytes = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < 10; round++)
        {
            GC.WaitForPendingFinalizers();
            var next = GC.GetTotalMemory(forceFullCollection: true);
            if (bytes - next < bytes / 1000)
            {
                return next;
            }

            bytes = next;
        }

        return bytes;
    }

    /// <summary>Bytes that one more entity adds, from the two largest sizes; null for one size.</summary>
    private static double? Slope(List<SizeReport> reports)
    {
        if (reports.Count < 2)
        {
            return null;
        }

        var (large, small) = (reports[^1], reports[^2]);
        var bytes = (large.EntityBytes * large.Entities) - (small.EntityBytes * small.Entities);
        return Math.Round((double)bytes / (large.Entities - small.Entities));
    }

    private static object Versus(SizeReport report) => new
    {
        ours = report.EntityBytes,
        theirs = report.IdleBytes,
        ratio = Math.Round((double)report.EntityBytes / report.IdleBytes, 2),
    };

    private sealed record SizeReport(int Entities, long IdleBytes, long EntityBytes, double MicrosecondsPerFirstCall);
}
