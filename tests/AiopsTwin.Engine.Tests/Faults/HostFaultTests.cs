using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Engine.World;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What the kinds of <see cref="HostFault"/>, and the loss of places, do to what stands there.</summary>
public sealed class HostFaultTests
{
    [Fact]
    public void HostReboot_HostWithTwoOfFourCopies_IsDownThenItsCopiesStart()
    {
        var world = Struck(100, WorldCase.Fault("host-reboot", "host1", ("downSeconds", 120)));
        var down = (Copies(world, "web"), Copies(world, "db"), world.Values(10, "host1", MetricCatalog.Up).Count);
        world.Run(25);
        var starting = (Copies(world, "web"), Copies(world, "db"), world.Values(10, "host1", MetricCatalog.Up).Count);
        world.Run(30);

        Assert.Equal((1, 0, 0), down);
        Assert.Equal((1, 0, 1), starting);
        Assert.Equal((2, 2), (Copies(world, "web"), Copies(world, "db")));
    }

    [Fact]
    public void HostDrain_ProcessWithAnotherHost_MovesThere()
    {
        var world = Struck(10, WorldCase.Fault("host-drain", "host1"));
        var moving = (Copies(world, "web"), Copies(world, "db"));
        world.Run(40);
        var map = world.State.Map;
        var start = map.Placement.Start[world.Process("web")];

        Assert.Equal((1, 0), moving);
        Assert.Equal((2, 0), (Copies(world, "web"), Copies(world, "db")));
        Assert.Equal([0, 2], world.State.PlaceCopies[start..(start + 2)]);
        Assert.NotEmpty(world.Values(10, "host1", MetricCatalog.Up));
    }

    [Fact]
    public void RegionLoss_LabelledHost_IsGoneWithWhatStandsThere()
    {
        var world = Struck(30, WorldCase.Fault("region-loss", "host3"));

        Assert.Equal((0, 0, 2), (Copies(world, "cache2"), Copies(world, "worker"), Copies(world, "web")));
    }

    [Fact]
    public void ZoneIsolated_HostOfTheCache_LosesTheShareThatCrosses()
    {
        var world = Struck(60, WorldCase.Fault("zone-isolated", "host2"));

        // Half of web's and of api's copies stand there: half of their calls cross, and all of db's look-ups do.
        Assert.Equal(25, Inflow(world, "api"), 0.3);
        Assert.Equal(0.5, Blocked(world, "web", "api"), 9);
        Assert.Equal(0.5, Blocked(world, "api", "cache1"), 9);
        Assert.Equal(1, Blocked(world, "cache1", "db"), 9);
        Assert.NotEmpty(world.Values(10, "cache1", MetricCatalog.RequestRate));
    }

    private static double Blocked(SimulatedWorld world, string from, string to) =>
        world.State.Impairments.Calls.Blocked[world.State.Impairments.Call(
            Testing.EstateBuilder.Id(from), Testing.EstateBuilder.Id(to))];
}
