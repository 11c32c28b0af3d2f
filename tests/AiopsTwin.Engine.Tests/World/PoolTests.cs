using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>A connection pool of a <see cref="SimulatedWorld"/> is a queue in front of a call: harmless while large,
/// the whole story when small.</summary>
public sealed class PoolTests
{
    [Fact]
    public void Pool_FewConnections_WaitsLikeErlang()
    {
        // 100 calls a second of 20 ms through 4 connections: 2 Erlang on 4 servers.
        var world = World(pool: 4, rate: 100);

        world.Run(300);

        var wait = ErlangTable.DelayProbability(4, 0.5) / (200 - 100);
        Assert.Equal(wait, world.State.Calls.PoolWait[0], wait * 0.02);
        Assert.Equal(0.5, world.State.Calls.PoolRho[0], 3);
        Assert.Equal(0.010 + 0.020 + wait, world.State.Processes.ResponseMean[world.Process("api")], 0.0005);
    }

    [Fact]
    public void Pool_Shrunk_ShowsInLatencyConnectionsAndUseWhileTheCalleeStaysIdle()
    {
        var world = World(pool: 60, rate: 100);
        var before = Means(world);

        world.Inject(WorldCase.Fault("pool-shrink", "api", ("size", 3)).To("db"));
        world.Run(60);
        var after = Means(world);

        Assert.Equal(60 - 3, before.Connections - after.Connections, 1.5);
        Assert.True(after.PoolUse > 10 * before.PoolUse);
        Assert.True(after.Duration > 1.2 * before.Duration);
        Assert.Equal(0.02, world.State.Processes.ResponseMean[world.Process("db")], 0.0005);
    }

    [Fact]
    public void Pool_TooSmallForTheLoad_LetsThroughWhatItCanAndFailsTheRest()
    {
        // 2 connections of 20 ms carry 100 a second; 150 come.
        var world = World(pool: 2, rate: 150);

        world.Run(300);

        Assert.Equal(100, world.State.Processes.Inflow[world.Process("db")], 1.0);
        Assert.Equal(100.0 / 150, world.State.Processes.Success[world.Process("api")], 0.01);
        Assert.Equal(1, world.State.Calls.PoolWait[0], 0.05);
    }

    [Fact]
    public void Pool_LimitOnAnUnlimitedCallTakenBack_LeavesNoTrace()
    {
        var world = World(pool: 0, rate: 150);
        world.Run(60);
        var before = world.State.Processes.ResponseMean[world.Process("api")];
        world.Inject(WorldCase.Fault("pool-shrink", "api", ("size", 2)).To("db"));
        world.Run(60);
        var limited = world.State.Processes.Success[world.Process("api")];

        world.Revert("pool-shrink");
        world.Run(60);

        Assert.InRange(limited, 0.5, 0.8);
        Assert.Equal(1, world.State.Processes.Success[world.Process("api")], 6);
        Assert.Equal(before, world.State.Processes.ResponseMean[world.Process("api")], 4);
    }

    [Fact]
    public void Pool_SlowCallee_NeverHasMoreCallsInFlightThanConnections()
    {
        var world = World(pool: 30, rate: 300);
        world.Run(60);
        var flows = new List<double>();

        world.Inject(WorldCase.Fault("slow-query", "db", ("factor", 5)));
        for (var i = 0; i < 300; i++)
        {
            world.Tick();
            flows.Add(world.State.Processes.Inflow[world.Process("db")]);
            Assert.InRange(world.State.Processes.Content[world.Process("db")], 0, 30.001);
        }

        // 16 slots of 100 ms do 160 a second, less what waits in between; and the flow settles, it does not swing.
        Assert.All(flows.TakeLast(50), flow => Assert.InRange(flow, 140, 161));
    }

    [Fact]
    public void Pool_HalfOfTheCallersCopiesLost_HalfOfTheConnectionsToo()
    {
        var world = World(pool: 20, rate: 10);

        world.Inject(WorldCase.Fault("replica-loss", "api"));
        world.Run(10);

        Assert.Equal(10, world.State.Calls.Pool[0]);
    }

    private static (double Connections, double PoolUse, double Duration) Means(SimulatedWorld world)
    {
        var reports = Enumerable.Range(0, 60).SelectMany(_ => world.Tick().Batches)
            .Where(batch => batch.Entity == EstateBuilder.Id("api")).SelectMany(batch => batch.Samples).ToList();
        return (
            Mean(MetricCatalog.Connections), Mean(MetricCatalog.PoolUtilization), Mean(MetricCatalog.RequestDuration));

        double Mean(string metric) => reports.Where(sample => sample.Metric == metric).Average(sample => sample.Value);
    }

    private static SimulatedWorld World(int pool, double rate) =>
        WorldCase.World(Estate(pool), WorldCase.Steady("api", rate));

    private static Estate Estate(int pool) => EstateBuilder.Of("api -> db")
        .Process("api", model => model with { SlotsPerReplica = 100, ErrorRatio = 0, CpuSecondsPerRequest = 0 })
        .Process("db", model => model with
        {
            ErrorRatio = 0,
            CpuSecondsPerRequest = 0,
            ServiceTime = TimeSpan.FromMilliseconds(20),
        })
        .Call("api", "db", call => call with { PoolSize = pool })
        .Build();
}
