using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>What monitors see: which metrics, when, and with the noise that counting gives.</summary>
public sealed class WorldTelemetryTests
{
    [Fact]
    public void Report_EveryKindOfEntity_HasItsMetrics()
    {
        var world = World(50);
        world.Run(9);

        var telemetry = world.Tick();

        Assert.Equal(WorldCase.Start.AddSeconds(10), telemetry.At);
        var reported = telemetry.Batches.ToDictionary(
            batch => batch.Entity.Text, batch => string.Join(' ', batch.Samples.Select(sample => sample.Metric)));
        const string Work = "connection.count cpu.utilization memory.utilization";
        const string Requests = "request.duration request.duration.p95 request.error_ratio request.rate";
        Assert.Equal(
            ["datastore:db", "host:host1", "instance:vm1", "queue:queue1", "service:api", "service:cache1",
                "service:web", "switch:switch1"],
            reported.Keys);
        Assert.Equal(
            $"connection.count cpu.utilization lock.wait memory.utilization queue.depth {Requests}",
            reported["datastore:db"]);
        Assert.Equal("cpu.utilization memory.utilization network.receive network.transmit up", reported["host:host1"]);
        Assert.Equal("cpu.utilization up", reported["instance:vm1"]);
        Assert.Equal($"{Work} queue.depth {Requests}", reported["queue:queue1"]);
        Assert.Equal(
            $"connection.count connection.pool.utilization cpu.utilization memory.utilization {Requests}",
            reported["service:api"]);
        Assert.Equal($"cache.hit_ratio {Work} {Requests}", reported["service:cache1"]);
        Assert.Equal("network.receive up", reported["switch:switch1"]);
        Assert.All(
            telemetry.Batches,
            batch => Assert.All(batch.Samples, sample => Assert.Equal(telemetry.At, sample.At)));
    }

    [Fact]
    public void Report_BetweenBoundaries_IsEmptyAndSequencesRiseByOne()
    {
        var world = World(50);
        var sequences = new List<long>();

        for (var tick = 1; tick <= 30; tick++)
        {
            var telemetry = world.Tick();
            Assert.Equal(tick % 10 == 0, telemetry.Batches.Length > 0);
            sequences.AddRange(telemetry.Batches.Take(1).Select(batch => batch.Sequence));
            Assert.All(telemetry.Batches, batch => Assert.Equal(SimulatedWorld.Source, batch.Source));
        }

        Assert.Equal([1L, 2L, 3L], sequences);
    }

    [Fact]
    public void Rate_SteadyLoad_VariesLikePoissonCounts()
    {
        var rates = World(50).Values(20_000, "web", MetricCatalog.RequestRate);

        // 500 requests an interval: deviation sqrt(500) / 10 = 2.236.
        Assert.Equal(50, rates.Average(), 0.2);
        Assert.Equal(2.236, Deviation(rates), 0.1);
    }

    [Fact]
    public void Duration_SteadyLoad_VariesWithTheRootOfTheCount()
    {
        var world = World(50);
        world.Run(20);

        var durations = world.Values(20_000, "db", MetricCatalog.RequestDuration);

        var (mean, variance) = (Mean(world, "db"), world.State.Processes.ResponseVariance[world.Process("db")]);
        Assert.Equal(mean, durations.Average(), mean * 0.005);
        var expected = Math.Sqrt(variance / (world.State.Processes.Inflow[world.Process("db")] * 10));
        Assert.InRange(Deviation(durations), expected * 0.9, expected * 1.25);
    }

    [Fact]
    public void Percentile_ExponentialResponse_IsThreeTimesTheMean()
    {
        var world = World(1);

        var percentiles = world.Values(20_000, "db", MetricCatalog.RequestDurationP95);

        // ln 20 = 2.996; one per cent for the approximation, more for the skewed noise of few requests.
        Assert.InRange(percentiles.Average() / Mean(world, "db"), 2.8, 3.2);
    }

    [Fact]
    public void Errors_SmallShare_AreCountsOutOfCounts()
    {
        var world = World(50);

        var ratios = world.Values(20_000, "queue1", MetricCatalog.ErrorRatio);

        Assert.Equal(0.0005, ratios.Average(), 0.0001);
        Assert.Contains(0, ratios);
        Assert.All(ratios, ratio => Assert.InRange(ratio, 0, 0.02));
    }

    [Fact]
    public void Report_NoRequests_HasARateOfZeroAndNoDuration()
    {
        var world = World(50);
        world.Inject(WorldCase.Fault("traffic-drop", "web", ("share", 1)));
        world.Run(20);

        Assert.Equal([0.0], world.Values(10, "web", MetricCatalog.RequestRate));
        Assert.Empty(world.Values(10, "web", MetricCatalog.RequestDuration));
        Assert.Empty(world.Values(10, "web", MetricCatalog.ErrorRatio));
    }

    [Fact]
    public void Series_NoFaultAndSteadyLoad_HaveNoTrend()
    {
        var world = World(50);
        world.Run(60);
        var reports = Enumerable.Range(0, 8000).SelectMany(_ => world.Tick().Batches)
            .SelectMany(batch => batch.Samples.Select(sample => (Key: (batch.Entity, sample.Metric), sample.Value)))
            .GroupBy(pair => pair.Key, pair => pair.Value);

        Assert.All(reports, series =>
        {
            var values = series.ToList();
            var (first, second) = (values.Take(values.Count / 2).ToList(), values.Skip(values.Count / 2).ToList());
            var error = Deviation(values) * Math.Sqrt(4.0 / values.Count);
            Assert.True(
                Math.Abs(first.Average() - second.Average()) <= (5 * error) + 1e-12,
                $"{series.Key}: {first.Average()} then {second.Average()}, error {error}");
        });
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(7200, 7200)]
    [InlineData(10, 15)]
    [InlineData(10, 5)]
    public void Settings_ThatCannotBeKept_AreRefused(int tick, int interval)
    {
        var settings = new WorldSettings(WorldCase.Start, TimeSpan.FromSeconds(tick), TimeSpan.FromSeconds(interval));

        Assert.Throws<ArgumentException>(() => new SimulatedWorld(Estate(), [WorldCase.Steady("web", 1)], 1, settings));
    }

    [Fact]
    public void World_LoadWithoutAProcess_IsRefused() =>
        Assert.Throws<ArgumentException>(() => WorldCase.World(Estate(), WorldCase.Steady("host1", 1)));

    private static double Mean(SimulatedWorld world, string name) =>
        world.State.Processes.ResponseMean[world.Process(name)];

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count);
    }

    private static SimulatedWorld World(double rate) => WorldCase.World(Estate(), WorldCase.Steady("web", rate));

    private static Estate Estate() => EstateBuilder
        .Of(
            "web -> api -> cache1 -> db @ host1 in rack1 in zone1", "web,api,cache1,queue1 @ host1",
            "host1 via switch1", "web ~> queue1", "vm1 @ host1")
        .Process("cache1", model => model with { CacheHitRatio = 0.5 })
        .Call("api", "cache1", call => call with { PoolSize = 20 })
        .Build();
}
