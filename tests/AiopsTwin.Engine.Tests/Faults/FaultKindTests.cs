using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What every kind of fault does to the world, and that nothing of it is left afterwards.</summary>
public sealed class FaultKindTests
{
    public static TheoryData<string> EveryKind => [.. Engine.Faults.FaultCatalog.Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Revert_AfterAnyFault_TheWorldIsAsBefore(string kind)
    {
        var calm = World();
        var struck = World();

        struck.Inject(Example(kind));
        struck.Run(300);
        struck.Revert(kind);
        struck.Run(300);
        calm.Run(600);

        AssertSame(calm, struck);
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Duration_AfterAnyFault_EndsItWithoutARevert(string kind)
    {
        var calm = World();
        var struck = World();

        struck.Inject(Example(kind) with { Duration = TimeSpan.FromSeconds(300) });
        struck.Run(600);
        calm.Run(600);

        AssertSame(calm, struck);
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Fault_InForce_ChangesTheTelemetry(string kind)
    {
        var calm = World();
        var struck = World();

        struck.Inject(Example(kind));

        var isLatent = FaultExamples.Latent.Contains(kind);
        Assert.Equal(isLatent, WorldCase.Hash(calm.Record(120)) == WorldCase.Hash(struck.Record(120)));
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Ramp_OfAnyFault_ReachesFullStrength(string kind)
    {
        var step = World();
        var ramp = World();

        step.Inject(Example(kind) with { Ramp = TimeSpan.Zero });
        ramp.Inject(Example(kind) with { Ramp = TimeSpan.FromSeconds(60) });
        step.Run(1500);
        ramp.Run(1500);

        AssertSame(step, ramp);
    }

    [Fact]
    public void CacheLoss_NineInTenHits_MultipliesTheLoadBehindByTen()
    {
        var world = World();
        world.Run(60);
        var before = world.State.Processes.Inflow[world.Process("db")];

        world.Inject(Example("cache-loss"));
        world.Run(60);

        Assert.Equal(5, before, 0.01);
        Assert.Equal(50, world.State.Processes.Inflow[world.Process("db")], 0.5);
        Assert.All(world.Values(20, "cache1", MetricCatalog.CacheHitRatio), ratio => Assert.Equal(0, ratio));
    }

    [Fact]
    public void SlowQuery_Store_TakesThatMuchLongerAndBurnsThatMuchMore()
    {
        var world = World();
        world.Run(60);
        var cores = world.State.Processes.CoresUsed[world.Process("db")];

        world.Inject(WorldCase.Fault("slow-query", "db", ("factor", 4)));
        world.Run(60);

        Assert.Equal(0.04, world.State.Processes.ServiceTime[world.Process("db")], 9);
        Assert.Equal(4 * cores, world.State.Processes.CoresUsed[world.Process("db")], cores * 0.01);
    }

    [Fact]
    public void TableLock_Store_ShowsInItsLockWaitAndInItsCallersLatency()
    {
        var world = World();
        world.Run(60);
        var before = world.State.Processes.ResponseMean[world.Process("cache1")];

        world.Inject(WorldCase.Fault("table-lock", "db", ("milliseconds", 30)));
        var waits = world.Values(60, "db", MetricCatalog.LockWait);

        Assert.InRange(waits[^1], 5 * 0.03 * 0.6, 5 * 0.03 * 1.4);
        Assert.Equal(before + (0.1 * 0.03), world.State.Processes.ResponseMean[world.Process("cache1")], 0.0005);
    }

    [Fact]
    public void LatencyAdd_OnALink_IsFeltByTheCallerOnly()
    {
        var world = World();
        world.Run(60);
        var (api, db) = (Response(world, "api"), Response(world, "cache1"));

        world.Inject(WorldCase.Fault("latency-add", "api", ("milliseconds", 50)).To("cache1"));
        world.Run(60);

        Assert.Equal(api + 0.05, Response(world, "api"), 0.001);
        Assert.Equal(db, Response(world, "cache1"), 0.0001);
    }

    [Fact]
    public void ErrorAdd_RequiredDependency_FailsTheCallersToo()
    {
        var world = World();

        world.Inject(WorldCase.Fault("error-add", "cache1", ("ratio", 0.2)));
        world.Run(60);

        Assert.Equal(0.8, world.State.Processes.Success[world.Process("web")], 0.005);
    }

    [Fact]
    public void CpuHog_MoreThreadsThanCores_SlowsWhatSharesTheHost()
    {
        var world = World();
        world.Inject(WorldCase.Fault("cpu-hog", "host1", ("cores", 48)));

        world.Run(60);

        // 16 cores for 48 threads and a few: processor work takes about three times as long, the rest as long as ever.
        var time = world.State.Processes.ServiceTime[world.Process("db")];
        Assert.InRange(time, 0.008 + (0.002 * 2.9), 0.008 + (0.002 * 3.1));
        Assert.All(world.Values(10, "host1", MetricCatalog.CpuUtilization), use => Assert.True(use > 0.97));
    }

    [Fact]
    public void TrafficDropAndSurge_Entry_ScaleTheLoad()
    {
        var world = World();

        world.Inject(WorldCase.Fault("traffic-drop", "web", ("share", 0.04)));
        world.Run(60);
        Assert.Equal(48, world.State.Processes.Inflow[world.Process("web")], 9);

        world.Inject(WorldCase.Fault("traffic-surge", "web", ("factor", 2)));
        world.Run(60);
        Assert.Equal(96, world.State.Processes.Inflow[world.Process("web")], 9);
    }

    [Fact]
    public void Leak_NearTheLimit_FillsMemoryAndSlowsTheProcess()
    {
        var world = World();
        world.Inject(WorldCase.Fault("leak", "api", ("sharePerMinute", 0.05), ("kill", 0)));

        var memory = world.Values(900, "api", MetricCatalog.MemoryUtilization);

        Assert.True(memory[0] < 0.56);
        Assert.True(memory[^1] > 0.99);
        Assert.Equal(0.04, world.State.Processes.ServiceTime[world.Process("api")], 0.0001);
    }

    [Fact]
    public void Leak_AtTheLimit_KillsOneCopyAfterTheOther()
    {
        var world = World();
        var api = world.Process("api");
        world.Inject(WorldCase.Fault("leak", "api", ("sharePerMinute", 0.2)));
        var (fewest, fullest) = (int.MaxValue, 0.0);

        for (var second = 0; second < 1800; second++)
        {
            world.Tick();
            fewest = Math.Min(fewest, world.State.Processes.Copies[api]);
            fullest = Math.Max(fullest, world.State.Processes.Leaked[api]);
        }

        // Two copies and a start of half a minute: one is always left, and memory never runs out for good.
        Assert.Equal(1, fewest);
        Assert.True(fullest <= 1 - CapacityStep.MemoryAtRest(world.State.Map, api));
        Assert.True(world.State.Processes.Leaked[api] < fullest);
    }

    [Fact]
    public void RetryStorm_FailingCallee_MultipliesTheAttempts()
    {
        var world = World();
        world.Inject(WorldCase.Fault("error-add", "cache1", ("ratio", 1)));
        world.Inject(WorldCase.Fault("retry-storm", "api", ("retries", 4)).To("cache1"));

        world.Run(60);

        Assert.Equal(250, world.State.Processes.Inflow[world.Process("cache1")], 1);
    }

    [Fact]
    public void Reroute_HalfWayUpTheRamp_SharesTheCallsBetweenBoth()
    {
        var world = World();
        world.Inject(Example("reroute") with { Ramp = TimeSpan.FromSeconds(100) });

        world.Run(50);
        var half = (Inflow(world, "cache1"), Inflow(world, "cache2"));
        world.Run(80);

        Assert.Equal(25, half.Item1, 0.6);
        Assert.Equal(25, half.Item2, 0.6);
        Assert.Equal(0, Inflow(world, "cache1"), 1e-6);
        Assert.Equal(50, Inflow(world, "cache2"), 0.1);
    }

    [Fact]
    public void Partition_OfALink_CostsTheCallerItsTimeoutAndTheCalleeItsTraffic()
    {
        var world = World();

        world.Inject(Example("partition"));
        world.Run(60);

        // Fifty calls each second hold a connection for the whole timeout, but there are forty: the others time out
        // waiting for one, and in the end everybody waits a timeout for a connection and a timeout for the answer.
        Assert.InRange(Response(world, "api"), 2.0, 2.02);
        Assert.Equal(0, Inflow(world, "cache1"), 9);
    }

    private static double Response(SimulatedWorld world, string name) => FaultCase.Response(world, name);

    private static double Inflow(SimulatedWorld world, string name) => FaultCase.Inflow(world, name);

    private static SimulatedWorld World() => FaultCase.World();

    private static FaultSpec Example(string kind) => FaultExamples.Of(kind);

    private static void AssertSame(SimulatedWorld expected, SimulatedWorld actual)
    {
        foreach (var (left, right) in expected.State.Processes.ResponseMean.Zip(actual.State.Processes.ResponseMean))
        {
            Assert.Equal(left, right, left * 1e-3);
        }

        foreach (var (left, right) in expected.State.Processes.Inflow.Zip(actual.State.Processes.Inflow))
        {
            Assert.Equal(left, right, (left * 1e-3) + 1e-6);
        }

        foreach (var (left, right) in expected.State.Processes.Success.Zip(actual.State.Processes.Success))
        {
            Assert.Equal(left, right, 1e-3);
        }

        Assert.Equal(expected.State.Processes.Copies, actual.State.Processes.Copies);
    }
}
