using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="SimulatedWorld"/> in its steady state against formulas that have been right for a
/// century.</summary>
public sealed class ClosedFormTests
{
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(1, 0.5)]
    [InlineData(1, 0.9)]
    [InlineData(1, 0.98)]
    [InlineData(4, 0.5)]
    [InlineData(4, 0.95)]
    [InlineData(16, 0.8)]
    [InlineData(16, 0.98)]
    [InlineData(128, 0.9)]
    public void Response_ManyServersAtRest_EqualsErlang(int servers, double rho)
    {
        var world = OneServer(servers, variability: 1, rho);
        var p = world.Process("api");

        world.Run(2000);

        var capacity = servers / 0.1;
        var delayed = ErlangTable.DelayProbability(servers, rho);
        var wait = delayed / (capacity * (1 - rho));
        AssertWithinOnePercent(0.1 + wait, world.State.Processes.ResponseMean[p]);
        AssertWithinOnePercent((servers * rho) + (delayed * rho / (1 - rho)), world.State.Processes.Content[p]);
        AssertWithinOnePercent(wait, world.State.Processes.Wait[p], 1e-6);
        var variance = 0.01 + (((2 * delayed) - (delayed * delayed)) / Math.Pow(capacity * (1 - rho), 2));
        AssertWithinOnePercent(variance, world.State.Processes.ResponseVariance[p]);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.25, 0.8)]
    [InlineData(1, 0.8)]
    [InlineData(4, 0.9)]
    public void Wait_OneServerAnyVariability_EqualsPollaczekKhinchine(double variability, double rho)
    {
        var world = OneServer(1, variability, rho);

        world.Run(4000);

        var wait = rho * 0.1 * (1 + variability) / 2 / (1 - rho);
        AssertWithinOnePercent(wait, world.State.Processes.Wait[world.Process("api")]);
    }

    [Fact]
    public void Response_DealtByLot_IsThatOfSeparateQueues()
    {
        var estate = EstateBuilder.Of("api -> db")
            .Process("api", model => model with
            {
                Replicas = 5,
                SlotsPerReplica = 1,
                ErrorRatio = 0,
                CpuSecondsPerRequest = 0,
                Balancing = Balancing.Random,
            })
            .Build();
        var world = WorldCase.World(estate, WorldCase.Steady("api", 400));

        world.Run(500);

        // Five queues M/M/1 of 80 requests a second each, 100 at most.
        var p = world.Process("api");
        AssertWithinOnePercent(5 * 0.8 / 0.2, world.State.Processes.Content[p]);
        AssertWithinOnePercent(0.05 - 0.01, world.State.Processes.Wait[p]);
    }

    [Fact]
    public void Response_ServersThatDisturbEachOther_IsThatOfTheBirthDeathProcess()
    {
        // With a = 1 a number of servers do what one does: M/M/1 at 80 of 100 requests a second.
        var estate = EstateBuilder.Of("api -> db")
            .Process("api", model => model with
            {
                Replicas = 1,
                SlotsPerReplica = 8,
                ErrorRatio = 0,
                CpuSecondsPerRequest = 0,
                Contention = new ContentionModel(1, 0),
            })
            .Process("db", model => model with { ErrorRatio = 0, ServiceTime = TimeSpan.FromTicks(1) })
            .Build();
        var world = WorldCase.World(estate, WorldCase.Steady("api", 80));

        world.Run(1000);

        var p = world.Process("api");
        AssertWithinOnePercent(0.8 / 0.2, world.State.Processes.Content[p]);
        AssertWithinOnePercent(0.05, world.State.Processes.ResponseMean[p], 1e-4);
    }

    [Fact]
    public void Response_TandemOfQueues_IsTheSumOfBoth()
    {
        // Jackson 1957: each queue of an open network behaves as if alone.
        var estate = EstateBuilder.Of("api -> db")
            .Process("api", model => model with
            {
                Replicas = 1,
                SlotsPerReplica = 2,
                ErrorRatio = 0,
                CpuSecondsPerRequest = 0,
            })
            .Process("db", model => model with
            {
                Replicas = 1,
                SlotsPerReplica = 1,
                ErrorRatio = 0,
                CpuSecondsPerRequest = 0,
                ServiceTime = TimeSpan.FromMilliseconds(4),
            })
            .Call("api", "db", call => call with { Timeout = TimeSpan.FromSeconds(30) })
            .Build();
        var world = WorldCase.World(estate, WorldCase.Steady("api", 160));

        world.Run(500);

        var api = 0.01 + (ErlangTable.DelayProbability(2, 0.8) / (200 - 160));
        var db = 1.0 / (250 - 160);
        AssertWithinOnePercent(db, world.State.Processes.ResponseMean[world.Process("db")]);
        AssertWithinOnePercent(api + db, world.State.Processes.ResponseMean[world.Process("api")]);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(60)]
    public void SteadyState_AnyTick_IsTheSame(double tickSeconds)
    {
        var settings = new WorldSettings(
            WorldCase.Start, TimeSpan.FromSeconds(tickSeconds), TimeSpan.FromSeconds(tickSeconds));
        var world = new SimulatedWorld(Estate(4, 1), [WorldCase.Steady("api", 36)], 1, settings);

        world.Run((int)(3000 / tickSeconds));

        var expected = 0.1 + (ErlangTable.DelayProbability(4, 0.9) / 4);
        AssertWithinOnePercent(expected, world.State.Processes.ResponseMean[world.Process("api")]);
    }

    private static SimulatedWorld OneServer(int servers, double variability, double rho) =>
        WorldCase.World(Estate(servers, variability), WorldCase.Steady("api", servers * rho / 0.1));

    private static Engine.Scenarios.Estate Estate(int servers, double variability) => EstateBuilder.Of("api")
        .Process("api", model => model with
        {
            Replicas = 1,
            SlotsPerReplica = servers,
            ServiceTime = TimeSpan.FromMilliseconds(100),
            ServiceVariability = variability,
            ErrorRatio = 0,
            CpuSecondsPerRequest = 0,
            QueueLimit = 1_000_000,
        })
        .Build();

    private static void AssertWithinOnePercent(double expected, double actual, double floor = 0) =>
        Assert.InRange(actual, (expected * 0.99) - floor, (expected * 1.01) + floor);
}
