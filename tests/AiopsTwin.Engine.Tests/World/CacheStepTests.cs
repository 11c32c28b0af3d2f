using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="CacheStep"/>: a cold cache fills by what is fetched, and only by that.</summary>
public sealed class CacheStepTests
{
    [Fact]
    public void HitRatio_AfterALoss_RisesAsMissesAreFetched()
    {
        var world = World();
        Empty(world);

        // dh/dt = (h* - h) x (1 - h) / W with x requests a second; from h = 0, by partial fractions.
        for (var second = 1; second <= 100; second++)
        {
            world.Tick();
            var power = Math.Exp(0.1 * 100.0 / 2000 * second);
            var expected = 0.9 * (power - 1) / (power - 0.9);
            Assert.Equal(expected, world.State.Processes.HitRatio[world.Process("cache")], 0.02);
        }
    }

    [Fact]
    public void HitRatio_NothingCanBeFetched_StaysDown()
    {
        var world = World();
        world.Inject(WorldCase.Fault("error-add", "db", ("ratio", 1)));
        Empty(world);

        world.Run(300);

        Assert.Equal(0, world.State.Processes.HitRatio[world.Process("cache")]);
    }

    private static void Empty(SimulatedWorld world)
    {
        world.Run(10);
        world.Inject(WorldCase.Fault("cache-loss", "cache"));
        world.Tick();
        world.Revert("cache-loss");
        Assert.Equal(0, world.State.Processes.HitRatio[world.Process("cache")]);
    }

    private static SimulatedWorld World() => WorldCase.World(
        EstateBuilder.Of("cache -> db")
            .Process("cache", model => model with { ErrorRatio = 0, CacheHitRatio = 0.9, CacheEntries = 2000 })
            .Process("db", model => model with { ErrorRatio = 0, SlotsPerReplica = 100 })
            .Build(),
        WorldCase.Steady("cache", 100));
}
