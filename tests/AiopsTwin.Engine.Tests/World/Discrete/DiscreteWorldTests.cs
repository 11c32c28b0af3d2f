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
    public void Inject_Reroute_IsRefused()
    {
        var world = World(EstateBuilder.Of("web -> api", "other -> api").Build(), WorldCase.Steady("web", 8));

        var refused = Assert.Throws<ArgumentException>(
            () => world.Inject(WorldCase.Fault("reroute", "web,other").To("api")));

        Assert.Contains("knows no reroute", refused.Message, StringComparison.Ordinal);
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
