using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Discrete;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World.Discrete;

/// <summary><see cref="DiscreteWorld"/> by itself: against formulas, and every rule of calls once.</summary>
public sealed class DiscreteWorldTests
{
    [Theory]
    [InlineData(1, 0.6)]
    [InlineData(4, 0.8)]
    [InlineData(16, 0.7)]
    public void Response_ManyServers_IsErlangs(int servers, double rho)
    {
        var world = World(StormCase.Estate(servers, 0), WorldCase.Steady("web", rho * servers * 100));

        Run(world, 60);
        world.Clear();
        Run(world, (int)(1_000_000 / (rho * servers * 100)));

        var wait = ErlangTable.DelayProbability(servers, rho) / (servers * 100 * (1 - rho));
        Assert.Equal(0.01 + wait, Of(world, "api").Response.Mean, 0.03 * (0.01 + wait));
    }

    [Fact]
    public void Report_AnyMoment_ArrivalsAreAnswersAndThosePresent()
    {
        var world = World(StormCase.Estate(4, 2), WorldCase.Steady("web", 390));

        for (var second = 0; second < 200; second++)
        {
            world.Tick();
            var api = Of(world, "api");
            Assert.Equal(api.Arrived, api.Served + api.Lost + world.Present(EstateBuilder.Id("api")));
        }
    }

    [Fact]
    public void Retries_CalleeFails_AreAllMade()
    {
        var world = World(StormCase.Estate(10, 3), WorldCase.Steady("web", 100));
        world.Inject(WorldCase.Fault("error-add", "api", ("ratio", 1)));

        Run(world, 60);

        Assert.Equal(4 * Of(world, "web").Arrived, Of(world, "api").Arrived, 20.0);
        Assert.Equal(Of(world, "web").Response.Count, Of(world, "web").Failed);
    }

    [Fact]
    public void Timeout_CalleeIsSlow_IsWaitedForAndWorkGoesOn()
    {
        var world = World(StormCase.Estate(1000, 0), WorldCase.Steady("web", 100));
        world.Inject(WorldCase.Fault("latency-add", "api", ("milliseconds", 60_000)));

        Run(world, 30);

        Assert.Equal(0.5, Of(world, "web").Response.Quantile(0.5), 0.02);
        Assert.True(world.Present(EstateBuilder.Id("api")) > 900);
    }

    [Fact]
    public void CancelsOnTimeout_CalleeOverloaded_LeavesNothingOldInTheQueue()
    {
        var plain = World(Cancelling(false), WorldCase.Steady("web", 300));
        var cancelling = World(Cancelling(true), WorldCase.Steady("web", 300));

        Run(plain, 120);
        Run(cancelling, 120);

        // A third of the requests can be served; without cancelling everything is served too late.
        Assert.True(plain.Present(EstateBuilder.Id("api")) > 10_000);
        Assert.True(cancelling.Present(EstateBuilder.Id("api")) < 200);
        Assert.True(Of(plain, "web").Failed > 0.9 * Of(plain, "web").Arrived);
        Assert.InRange((double)Of(cancelling, "web").Failed / Of(cancelling, "web").Arrived, 0.5, 0.9);
    }

    [Fact]
    public void HostDown_HalfOfTheCopies_LosesWhatTheyHad()
    {
        var estate = EstateBuilder.Of("web -> api @ host1,host2")
            .Process("api", model => model with { ErrorRatio = 0, ServiceTime = TimeSpan.FromSeconds(1) })
            .Call("web", "api", call => call with { Timeout = TimeSpan.FromSeconds(60) })
            .Build();
        var world = World(estate, WorldCase.Steady("web", 8));
        Run(world, 30);
        var before = world.Present(EstateBuilder.Id("api"));

        world.Inject(WorldCase.Fault("host-down", "host1"));
        world.Tick();

        Assert.True(Of(world, "api").Lost > 0);
        Assert.True(before > 3);
        Run(world, 100);
        Assert.True(world.Present(EstateBuilder.Id("api")) >= 8);
    }

    [Fact]
    public void Tick_SameSeed_IsTheSame()
    {
        var (first, second) = (Story(1), Story(1));

        Assert.Equal(first, second);
        Assert.NotEqual(first, Story(2));
    }

    [Fact]
    public void Inject_Reroute_CallsGoElsewhere()
    {
        var world = World(EstateBuilder.Of("web -> api", "other -> spare").Build(), WorldCase.Steady("web", 50));
        Run(world, 20);
        world.Clear();

        world.Inject(WorldCase.Fault("reroute", "web,spare").To("api"));
        Run(world, 100);

        Assert.Equal(5000, Of(world, "spare").Arrived, 300.0);
        Assert.True(Of(world, "api").Arrived <= 2);
        Assert.True(Of(world, "web").Failed < 25);
    }

    [Fact]
    public void Inject_CodeException_MakesNoCalls()
    {
        var world = World(StormCase.Estate(10, 0), WorldCase.Steady("web", 100));

        world.Inject(WorldCase.Fault("code-exception", "web", ("ratio", 0.25)));
        Run(world, 200);

        Assert.Equal(0.25, (double)Of(world, "web").Failed / Of(world, "web").Response.Count, 0.02);
        Assert.Equal(0.75, (double)Of(world, "api").Arrived / Of(world, "web").Arrived, 0.02);
    }

    [Fact]
    public void Inject_OneWayPartition_IsDoneAndWaitedFor()
    {
        var world = World(StormCase.Estate(10, 0), WorldCase.Steady("web", 100));

        world.Inject(WorldCase.Fault("partition-one-way", "api").To("web"));
        Run(world, 100);

        Assert.Equal(10_000, Of(world, "api").Served, 400.0);
        Assert.Equal(0.5, Of(world, "web").Response.Quantile(0.5), 0.02);
        Assert.Equal(Of(world, "web").Response.Count, Of(world, "web").Failed);
    }

    [Fact]
    public void Inject_GreyFailure_StrikesThePartOfTheIllCopy()
    {
        var estate = EstateBuilder.Of("web -> api @ host1,host2").Process("api", model => model with
        {
            Replicas = 4,
            ErrorRatio = 0,
            Balancing = Balancing.RoundRobin,
        }).Build();
        var world = World(estate, WorldCase.Steady("web", 100));

        world.Inject(WorldCase.Fault("grey-failure", "api", ("replicas", 1), ("errorRatio", 1), ("latencyFactor", 5)));
        Run(world, 200);

        var api = Of(world, "api");
        Assert.Equal(0.25, (double)api.Failed / api.Response.Count, 0.01);
        Assert.Equal(5, api.Response.Quantile(0.9) / api.Response.Quantile(0.4), 4.0);
    }

    [Fact]
    public void Inject_PoisonMessage_StopsItsPartOfTheQueue()
    {
        var estate = EstateBuilder.Of("shop ~> queue:orders", "worker ~> queue:orders")
            .Process("queue:orders", model => model with { QueueLimit = 100_000 })
            .Build();
        var world = World(estate, WorldCase.Steady("shop", 50));
        Run(world, 20);
        world.Clear();

        world.Inject(WorldCase.Fault("poison-message", "queue:orders", ("partitions", 1)));
        Run(world, 100);
        var stopped = Of(world, "worker").Arrived;
        world.Revert("poison-message");
        Run(world, 300);

        var sent = Of(world, "queue:orders").Served;
        Assert.True(stopped < 0.95 * 100 * 50, $"{stopped} of {sent}");
        Assert.Equal(sent, Of(world, "worker").Arrived, 3.0);
    }

    [Fact]
    public void Tick_WholeInterval_ReportsWhatAFluidWorldReports()
    {
        var estate = EstateBuilder.Of("web -> api @ host1", "api -> datastore:db").Build();
        var fluid = new SimulatedWorld(estate, [WorldCase.Steady("web", 200)], 1, WorldCase.Settings);
        var world = World(estate, WorldCase.Steady("web", 200));
        for (var i = 0; i < 59; i++)
        {
            fluid.Tick();
            world.Tick();
        }

        var (expected, told) = (fluid.Tick().Batches, world.Tick().Batches);

        Assert.Equal(
            expected.SelectMany(batch => batch.Samples.Select(one => (batch.Entity, one.Metric))),
            told.SelectMany(batch => batch.Samples.Select(one => (batch.Entity, one.Metric))));
        Assert.All(expected.Zip(told), pair => Assert.All(
            pair.First.Samples.Zip(pair.Second.Samples),
            both => Assert.Equal(both.First.Value, both.Second.Value, 0.05 + (0.25 * both.First.Value))));
    }

    private static (long, long, double, long) Story(ulong seed)
    {
        var world = new DiscreteWorld(
            StormCase.Estate(4, 2), [WorldCase.Steady("web", 380)], seed, WorldCase.Settings);
        Run(world, 100);
        var api = Of(world, "api");
        return (api.Arrived, api.Failed, api.Response.Mean, world.Events);
    }

    private static Estate Cancelling(bool cancels)
    {
        var estate = StormCase.Estate(1, 0);
        return estate with
        {
            World = estate.World with
            {
                Calls = [.. estate.World.Calls.Select(call => call with { CancelsOnTimeout = cancels })],
            },
        };
    }

    private static DiscreteWorld World(Estate estate, LoadSource load) => new(estate, [load], 1, WorldCase.Settings);

    private static DiscreteReport Of(DiscreteWorld world, string name) => world.Report(EstateBuilder.Id(name));

    private static void Run(DiscreteWorld world, int ticks)
    {
        for (var i = 0; i < ticks; i++)
        {
            world.Tick();
        }
    }
}
