using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Tests.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="LoadFault"/>, and robots, do to the work from outside; and caches that are
/// flushed.</summary>
public sealed class LoadFaultTests
{
    [Fact]
    public void FlashCrowd_AfterItsPeak_DiesAway()
    {
        var world = Struck(30, WorldCase.Fault(
            "flash-crowd", "web", ("factor", 3), ("riseSeconds", 60), ("decaySeconds", 100)));
        var rising = Inflow(world, "web");
        world.Run(31);
        var peak = Inflow(world, "web");
        world.Run(100);

        Assert.Equal(50 * (1 + (2 * 29 / 60.0)), rising, 0.1);
        Assert.Equal(150, peak, 1.0);
        Assert.Equal(50 * (1 + (2 * Math.Exp(-1))), Inflow(world, "web"), 0.5);
    }

    [Fact]
    public void TrafficWave_QuarterAndThreeQuarters_AreCrestAndTrough()
    {
        var world = Struck(101, WorldCase.Fault("traffic-wave", "web", ("amplitude", 0.4), ("periodSeconds", 400)));
        var crest = Inflow(world, "web");
        world.Run(200);

        Assert.Equal(70, crest, 0.1);
        Assert.Equal(30, Inflow(world, "web"), 0.1);
    }

    [Fact]
    public void BotTraffic_AsMuchAsUsual_HalvesTheHitsOfTheNextCache()
    {
        var estate = Testing.EstateBuilder.Of("web -> db")
            .Process("web", model => model with { CacheHitRatio = 0.8, ErrorRatio = 0 }).Build();
        var world = WorldCase.World(estate, WorldCase.Steady("web", 50));
        world.Inject(WorldCase.Fault("bot-traffic", "web", ("requestsPerSecond", 50)));

        world.Run(60);

        Assert.Equal(100, Inflow(world, "web"), 0.01);
        Assert.Equal(100 * (1 - 0.4), Inflow(world, "db"), 0.1);
    }

    [Fact]
    public void CacheFlush_Once_FillsAgainAtTheSpeedOfMisses()
    {
        var world = Struck(1, WorldCase.Fault("cache-flush", "cache1", ("entries", 1000)));
        var (flushed, behind) = (world.State.Processes.HitRatio[world.Process("cache1")], 0.0);
        world.Run(2);
        behind = Inflow(world, "db");
        world.Run(20);
        var filling = world.State.Processes.HitRatio[world.Process("cache1")];
        world.Run(600);

        Assert.True(flushed < 0.05);
        Assert.InRange(behind, 45, 50);
        Assert.InRange(filling, 0.4, 0.6);
        Assert.Equal(0.9, world.State.Processes.HitRatio[world.Process("cache1")], 0.01);
    }
}
