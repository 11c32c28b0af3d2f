using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="Breakers"/>: they open by what fails, stay open for their time, and close when it is
/// over.</summary>
public sealed class BreakersTests
{
    private static readonly BreakerModel Ordinary =
        new(0.5, TimeSpan.FromSeconds(10), 20, TimeSpan.FromSeconds(5), 3);

    [Fact]
    public void Open_CalleeFailsAndIsMended_RisesToAllAndFallsToNone()
    {
        var world = World(Ordinary);
        world.Run(30);
        Assert.Equal(0, world.State.Calls.Open[0]);

        world.Inject(WorldCase.Fault("error-add", "db", ("ratio", 1)));
        world.Run(30);
        Assert.Equal(1, world.State.Calls.Open[0], 1e-6);
        Assert.True(world.State.Calls.Flow[0] < 0.01);
        Assert.True(world.State.Processes.Success[world.Process("api")] < 1e-6);

        world.Revert("error-add");
        world.Run(20);
        Assert.Equal(0, world.State.Calls.Open[0], 1e-6);
        Assert.True(world.State.Processes.Success[world.Process("api")] > 0.99);
    }

    [Fact]
    public void Open_TooFewAttempts_StaysClosed()
    {
        var world = World(Ordinary with { MinimumAttempts = 10_000 });
        world.Inject(WorldCase.Fault("error-add", "db", ("ratio", 1)));

        world.Run(60);

        Assert.Equal(0, world.State.Calls.Open[0]);
    }

    [Fact]
    public void Open_FailuresAtTheLimit_IsAShareOfTheCopies()
    {
        var world = World(Ordinary);
        world.Inject(WorldCase.Fault("error-add", "db", ("ratio", 0.48)));

        world.Run(300);

        Assert.InRange(world.State.Calls.Open[0], 0.02, 0.98);
    }

    [Fact]
    public void Response_SlowCalleeBehindOpenBreakers_IsShort()
    {
        var guarded = World(Ordinary);
        var bare = World(null);
        var fault = WorldCase.Fault("latency-add", "db", ("milliseconds", 3000));

        guarded.Inject(fault);
        bare.Inject(fault);
        guarded.Run(60);
        bare.Run(60);

        // Without a breaker a request waits for the answer, a second at most: 3 (1 - exp(-1/3)) in the mean.
        Assert.True(bare.State.Processes.ResponseMean[bare.Process("api")] > 0.8);
        Assert.InRange(guarded.State.Processes.ResponseMean[guarded.Process("api")], 0, 0.2);
        Assert.True(guarded.State.Calls.Open[0] > 0.8);
    }

    private static SimulatedWorld World(BreakerModel? breaker) => WorldCase.World(
        EstateBuilder.Of("api -> db")
            .Process("api", model => model with { ErrorRatio = 0, Replicas = 4 })
            .Process("db", model => model with { ErrorRatio = 0, SlotsPerReplica = 400 })
            .Call("api", "db", call => call with { Breaker = breaker })
            .Build(),
        WorldCase.Steady("api", 100));
}
