using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Engine.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="LimitFault"/> do when the world runs into them, and that they do nothing
/// before.</summary>
public sealed class LimitFaultTests
{
    [Fact]
    public void DependencyThrottle_ThirtyOfFifty_LetsThirtyIn()
    {
        var world = Struck(60, WorldCase.Fault("dependency-throttle", "cache1", ("requestsPerSecond", 30)));

        Assert.Equal(30, Inflow(world, "cache1"), 0.3);
        Assert.Equal(0.6, Success(world, "api"), 0.01);
        Assert.True(Response(world, "api") < 0.1, "refused at once");
    }

    [Fact]
    public void ConnectionLimit_HalfOfThoseInFlight_RefusesTheOtherHalf()
    {
        // Calls of web take about two tenths of a second: fifty a second are ten connections.
        var slow = WorldCase.Fault("table-lock", "api", ("milliseconds", 169));
        var roomy = Struck(60, slow, WorldCase.Fault("connection-limit", "web", ("connections", 20)));
        var tight = Struck(60, slow, WorldCase.Fault("connection-limit", "web", ("connections", 5)));

        Assert.Equal(1, Success(roomy, "web"), 0.005);
        Assert.Equal(0.5, Success(tight, "web"), 0.04);
        Assert.True(tight.State.Processes.Rho[tight.Process("web")] < 0.1);
    }

    [Fact]
    public void PortExhaustion_AThousandPortsForFifteenHundred_FailsAThird()
    {
        var world = Struck(60, WorldCase.Fault("port-exhaustion", "web", ("ports", 1000)));

        Assert.Equal(2000 / (50 * 60.03), Success(world, "web"), 0.01);
        Assert.Equal(1, Success(Struck(60, WorldCase.Fault("port-exhaustion", "web", ("ports", 1600))), "web"), 0.005);
    }

    [Fact]
    public void BandwidthCap_HalfUsedLink_TakesTwiceAsLongToCross()
    {
        var calm = Struck(60);
        var world = Struck(60, WorldCase.Fault("bandwidth-cap", "cache1", ("megabitsPerSecond", 5.28)));

        // 55 messages of 6 kB a second on 660 kB: half of it, so each takes 6 / 660 s twice, and one in ten again.
        Assert.Equal(Response(calm, "api") + (1.1 * 2 * 6 / 660), Response(world, "api"), 0.001);
        Assert.Equal(1, Success(world, "api"), 0.001);
    }

    [Fact]
    public void BandwidthCap_HalfOfTheNeed_IsAPlateau()
    {
        var world = Struck(120, WorldCase.Fault("bandwidth-cap", "cache1", ("megabitsPerSecond", 1.32)));

        Assert.InRange(Inflow(world, "cache1"), 24, 28);
    }

    [Fact]
    public void DiscoveryLoss_CopyGone_IsCalledAllTheSame()
    {
        var lost = WorldCase.Fault("replica-loss", "api", ("replicas", 1));
        var stale = WorldCase.Fault("discovery-loss", "api");

        Assert.Equal(1, Success(Struck(60, lost), "web"), 0.005);
        Assert.Equal(1, Success(Struck(60, stale), "web"), 0.005);
        Assert.Equal(0.5, Success(Struck(60, stale, lost), "web"), 0.01);
    }

    [Fact]
    public void ProbeStrict_BusyCopies_AreKilledAndIdleOnesAreNot()
    {
        var probe = WorldCase.Fault("probe-strict", "api", ("timeoutMilliseconds", 300));
        var (idle, busy) = (FaultCase.World(), FaultCase.World());
        idle.Inject(probe);
        busy.Inject(probe);
        busy.Inject(WorldCase.Fault("table-lock", "api", ("milliseconds", 280)));

        Assert.Equal(2, Fewest(idle));
        Assert.True(Fewest(busy) < 2);
    }

    [Fact]
    public void DiskFill_FullDisk_FailsWritesAndShowsInItsUse()
    {
        var world = Struck(10, WorldCase.Fault("disk-fill", "db", ("sharePerMinute", 0.6)));
        var before = Success(world, "db");
        var used = world.Values(110, "db", MetricCatalog.DiskUtilization);

        Assert.Equal(1, before, 6);
        Assert.Equal(0.7, Success(world, "db"), 0.005);
        Assert.Equal(used.Order(), used);
        Assert.Equal(1, used[^1], 6);
    }

    private static int Fewest(SimulatedWorld world)
    {
        var fewest = int.MaxValue;
        for (var second = 0; second < 300; second++)
        {
            world.Tick();
            fewest = Math.Min(fewest, Copies(world, "api"));
        }

        return fewest;
    }
}
