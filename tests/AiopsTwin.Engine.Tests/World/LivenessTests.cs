using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Who falls silent when power, place or network is lost: those that depend on it alone, and nobody
/// else.</summary>
public sealed class LivenessTests
{
    [Fact]
    public void PowerLoss_Rack_SilencesExactlyWhatStandsInItAlone()
    {
        var world = WorldCase.World(TwoRacks().Build(), WorldCase.Steady("web", 20));
        var before = Speaking(world);

        world.Inject(WorldCase.Fault("power-loss", "rack1"));
        world.Run(10);

        Assert.Equal(
            ["host:host1", "host:host2", "instance:vm1", "service:lonely", "switch:switch1"],
            before.Except(Speaking(world)));
    }

    [Fact]
    public void PowerLoss_Reverted_EverybodySpeaksAgain()
    {
        var world = WorldCase.World(TwoRacks().Build(), WorldCase.Steady("web", 20));
        var before = Speaking(world);
        world.Inject(WorldCase.Fault("power-loss", "zone1"));
        world.Run(10);
        Assert.Empty(Speaking(world));

        world.Revert("power-loss");
        world.Run(10);

        Assert.Equal(before, Speaking(world));
    }

    [Fact]
    public void PowerLoss_OneFeedOfTwo_HarmsNobody()
    {
        var world = WorldCase.World(
            EstateBuilder.Of("web @ host1 by feed1,feed2").Group("host1", "power", 1, "feed1", "feed2")
                .Process("web", m => m).Build(),
            WorldCase.Steady("web", 20));
        world.Inject(WorldCase.Fault("power-loss", "feed1"));
        world.Run(10);
        Assert.Equal(["host:host1", "service:web"], Speaking(world));

        world.Inject(WorldCase.Fault("power-loss", "feed2") with { Id = "second" });
        world.Run(10);

        Assert.Empty(Speaking(world));
    }

    [Fact]
    public void SwitchDown_OnlyWayOut_CutsOffTheHostsBehindIt()
    {
        var world = WorldCase.World(TwoRacks().Build(), WorldCase.Steady("web", 20));
        var before = Speaking(world);

        world.Inject(WorldCase.Fault("switch-down", "switch1"));
        world.Run(10);

        Assert.Equal(
            ["host:host1", "host:host2", "instance:vm1", "service:lonely", "switch:switch1"],
            before.Except(Speaking(world)));
        Assert.Equal(1, world.State.Processes.Copies[world.Process("web")]);
    }

    [Fact]
    public void SwitchDown_OneOfTwo_IsHarmless()
    {
        var world = WorldCase.World(
            EstateBuilder.Of("web @ host1 via switch1,switch2").Group("host1", "net", 1, "switch1", "switch2")
                .Process("web", m => m).Build(),
            WorldCase.Steady("web", 20));

        world.Inject(WorldCase.Fault("switch-down", "switch1"));
        world.Run(10);

        Assert.Equal(["host:host1", "service:web", "switch:switch2"], Speaking(world));
    }

    [Fact]
    public void Partition_OfAnEntity_SilencesItAndHangsItsCallers()
    {
        var world = WorldCase.World(
            EstateBuilder.Of("web -> api @ host1", "web @ host2").Build(), WorldCase.Steady("web", 20));

        world.Inject(WorldCase.Fault("partition", "api"));
        world.Run(30);

        Assert.Equal(["host:host1", "host:host2", "service:web"], Speaking(world));
        Assert.Equal(1.01, world.State.Processes.ResponseMean[world.Process("web")], 0.01);
        Assert.Equal(0, world.State.Processes.Success[world.Process("web")], 9);
    }

    [Fact]
    public void ReplicaLoss_AllCopies_RefusesAtOnceWhileTheMachinesStaySpeaking()
    {
        var world = WorldCase.World(
            EstateBuilder.Of("web -> api @ vm1,vm2 @ host1", "web @ host2").Build(), WorldCase.Steady("web", 20));

        world.Inject(WorldCase.Fault("replica-loss", "api", ("replicas", 2)));
        world.Run(30);

        Assert.Equal(["host:host1", "host:host2", "instance:vm1", "instance:vm2", "service:web"], Speaking(world));
        Assert.Equal([0.0], world.Values(10, "vm1", MetricCatalog.Up));
        Assert.InRange(world.State.Processes.ResponseMean[world.Process("web")], 0.010, 0.012);
        Assert.Equal(0, world.State.Processes.Success[world.Process("web")], 9);
    }

    [Fact]
    public void HostDown_Ramp_TakesTheTargetsOneAfterTheOther()
    {
        var world = WorldCase.World(
            EstateBuilder.Of("web @ host1,host2,host3,host4").Process("web", m => m with { Replicas = 4 }).Build(),
            WorldCase.Steady("web", 20));
        world.Inject(WorldCase.Fault("host-down", "host1,host2,host3,host4") with { Ramp = TimeSpan.FromSeconds(40) });
        var copies = new List<int>();

        for (var i = 0; i < 5; i++)
        {
            world.Run(10);
            copies.Add(world.State.Processes.Copies[world.Process("web")]);
        }

        Assert.Equal([3, 2, 1, 0, 0], copies);
    }

    private static EstateBuilder TwoRacks() => EstateBuilder
        .Of(
            "lonely @ vm1 @ host1 in rack1 in zone1", "web @ host2,host3", "host2 in rack1", "host3 in rack2 in zone1",
            "switch1 in rack1", "switch2 in rack2", "host1,host2 via switch1", "host3 via switch2", "web -> lonely")
        .Optional("web", "lonely");

    private static List<string> Speaking(SimulatedWorld world)
    {
        world.Run(9);
        return [.. world.Tick().Batches.Select(batch => batch.Entity.Text)];
    }
}
