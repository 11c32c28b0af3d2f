using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Engine.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="WayFault"/>, and a one-way partition, do to calls.</summary>
public sealed class WayFaultTests
{
    private const double Way = 0.001;

    [Fact]
    public void NetDelay_HostWithHalfTheCallers_DelaysWhatPassesIt()
    {
        var calm = Struck(60);
        var world = Struck(60, WorldCase.Fault("net-delay", "host2", ("milliseconds", 20)));

        // The cache stands on that host alone, so every call to it passes, and the tenth that goes on to db; of the
        // calls from web to api three quarters.
        Assert.Equal(Response(calm, "api") + 0.022, Response(world, "api"), Way);
        Assert.Equal(Response(calm, "web") + 0.022 + 0.015, Response(world, "web"), Way);
    }

    [Fact]
    public void NetDelay_Jitter_WidensTheTailAndNotTheMean()
    {
        var even = Struck(60, WorldCase.Fault("net-delay", "api", ("milliseconds", 50)).To("cache1"));
        var jittery = Struck(
            60, WorldCase.Fault("net-delay", "api", ("milliseconds", 50), ("jitterMilliseconds", 40)).To("cache1"));
        var api = even.Process("api");

        Assert.Equal(Response(even, "api"), Response(jittery, "api"), Way);
        Assert.Equal(
            even.State.Processes.ResponseVariance[api] + (0.04 * 0.04),
            jittery.State.Processes.ResponseVariance[api], 0.0002);
    }

    [Fact]
    public void NetLoss_OneInTen_CostsTwoRetransmissions()
    {
        var (calm, world) = (Struck(60), Struck(60, WorldCase.Fault("net-loss", "api", ("ratio", 0.1)).To("cache1")));

        // 2 x 200 ms x q / (1 - 2q), and a little for the slower transfer.
        Assert.InRange(Response(world, "api") - Response(calm, "api"), 0.05, 0.056);
    }

    [Fact]
    public void NetCorrupt_HalfOfThePackets_BreaksAFewMessagesForGood()
    {
        var world = Struck(60, WorldCase.Fault("net-corrupt", "api", ("ratio", 0.4)).To("cache1"));
        var call = world.State.Impairments.Call(
            Testing.EstateBuilder.Id("api"), Testing.EstateBuilder.Id("cache1"));
        var packets = 8000 / 1460.0;

        Assert.Equal(0.4, world.State.Impairments.Calls.Loss[call], 1e-4);
        Assert.Equal(packets * 0.4 / 65_536, world.State.Impairments.Calls.ErrorAdd[call], 1e-7);
    }

    [Fact]
    public void NetDuplicate_All_DoublesTheBytesAndNothingElse()
    {
        var calm = FaultCase.World();
        var world = FaultCase.World();
        world.Inject(WorldCase.Fault("net-duplicate", "host2", ("ratio", 1)));

        var (once, twice) = (Bytes(calm), Bytes(world));

        Assert.InRange(twice / once, 1.7, 2);
        Assert.Equal(Response(calm, "web"), Response(world, "web"), 9);
    }

    [Fact]
    public void NetReorder_MessageWithALatePacket_WaitsForIt()
    {
        var calm = Struck(60);
        var world = Struck(
            60, WorldCase.Fault("net-reorder", "api", ("ratio", 0.2), ("gapMilliseconds", 50)).To("cache1"));
        var late = 1 - Math.Pow(0.8, 8000 / 1460.0);

        Assert.Equal(Response(calm, "api") + (late * 0.05), Response(world, "api"), Way);
    }

    [Fact]
    public void OneWayPartition_AnswersLost_TheCalleeWorksForNobody()
    {
        var world = Struck(60, WorldCase.Fault("partition-one-way", "cache1").To("api"));

        // Work arrives, up to the connections there are for the second that each is waited for.
        Assert.Equal(0, Success(world, "api"), 3);
        Assert.Equal(40, Inflow(world, "cache1"), 1.0);
        Assert.True(Response(world, "api") > 1);
    }

    [Fact]
    public void OneWayPartition_RequestsLost_TheCalleeHearsNothing()
    {
        var world = Struck(60, WorldCase.Fault("partition-one-way", "api").To("cache1"));

        Assert.Equal(0, Inflow(world, "cache1"), 6);
        Assert.Equal(0, Success(world, "api"), 3);
    }

    private static double Bytes(SimulatedWorld world) =>
        world.Values(60, "host2", MetricCatalog.NetworkReceive).Average();
}
