using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="RetryLines"/> and what limits further attempts.</summary>
public sealed class RetryLinesTests
{
    [Fact]
    public void Flow_CalleeFails_IsAllAttempts()
    {
        var world = World(call => call with { Retries = 3 });

        world.Run(60);

        Assert.Equal(400, world.State.Calls.Flow[0], 0.5);
    }

    [Fact]
    public void Flow_CalleeFailsAndABudget_IsFirstAttemptsAndTheBudget()
    {
        var world = World(call => call with { Retries = 3, RetryBudget = 0.2 });

        world.Run(60);

        Assert.Equal(120, world.State.Calls.Flow[0], 0.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Flow_AnyJitter_LosesNoAttempt(double jitter)
    {
        var world = World(call => call with
        {
            Retries = 2,
            Backoff = TimeSpan.FromSeconds(4),
            BackoffFactor = 3,
            Jitter = jitter,
        });

        world.Run(120);

        Assert.Equal(300, world.State.Calls.Flow[0], 0.5);
    }

    [Fact]
    public void Flow_GrowingBackoff_ComesBackLater()
    {
        var world = World(call => call with { Retries = 2, Backoff = TimeSpan.FromSeconds(4), BackoffFactor = 3 });

        // First attempts at once, the next after four seconds, the last after twelve more.
        world.Run(4);
        Assert.Equal(100, world.State.Calls.Flow[0], 0.5);
        world.Run(6);
        Assert.Equal(200, world.State.Calls.Flow[0], 0.5);
        world.Run(10);
        Assert.Equal(300, world.State.Calls.Flow[0], 0.5);
    }

    [Fact]
    public void Flow_BackoffLimited_ComesBackSooner()
    {
        var world = World(call => call with
        {
            Retries = 2,
            Backoff = TimeSpan.FromSeconds(4),
            BackoffFactor = 3,
            LongestBackoff = TimeSpan.FromSeconds(4),
        });

        world.Run(12);

        Assert.Equal(300, world.State.Calls.Flow[0], 0.5);
    }

    private static SimulatedWorld World(Func<CallModel, CallModel> change)
    {
        var world = WorldCase.World(
            EstateBuilder.Of("api -> db")
                .Process("api", model => model with { ErrorRatio = 0, SlotsPerReplica = 800 })
                .Process("db", model => model with { ErrorRatio = 0, SlotsPerReplica = 800 })
                .Call("api", "db", change)
                .Build(),
            WorldCase.Steady("api", 100));
        world.Inject(WorldCase.Fault("error-add", "db", ("ratio", 1)));
        return world;
    }
}
