using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="Autoscalers"/> by the rules they name.</summary>
public sealed class AutoscalersTests
{
    private static readonly AutoscalerModel Model =
        new(2, 40, 0.5, TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(5));

    [Fact]
    public void Replicas_LoadTriples_FollowAfterTheStart()
    {
        var world = World();
        world.Run(60);
        var api = world.Process("api");
        Assert.Equal(4, world.State.Processes.Copies[api]);

        // 200 requests a second of 10 ms keep 2 slots busy of 4; 600 keep 6 busy and want 12.
        world.Inject(WorldCase.Fault("traffic-surge", "api", ("factor", 3)));
        world.Run(20);
        Assert.Equal(8, world.State.Processes.Replicas[api]);
        Assert.Equal(4, world.State.Processes.Copies[api]);

        // What had to wait asked for more than that; it goes when five minutes have not wanted it.
        world.Run(900);
        Assert.InRange(world.State.Processes.Copies[api], 12, 13);
    }

    [Fact]
    public void Replicas_LoadFalls_GoAfterTheStabilisationTime()
    {
        var world = World();
        var api = world.Process("api");
        world.Run(400);
        world.Inject(WorldCase.Fault("traffic-drop", "api", ("share", 0.6)));

        world.Run(290);
        Assert.Equal(4, world.State.Processes.Replicas[api]);
        world.Run(60);
        Assert.Equal(2, world.State.Processes.Replicas[api]);
        Assert.Equal(0, world.State.Processes.TotalLost[api], 1e-6);
    }

    [Fact]
    public void Replicas_WithinTheDeadBand_Stay()
    {
        var world = World();
        world.Inject(WorldCase.Fault("traffic-surge", "api", ("factor", 1.08)));

        world.Run(600);

        Assert.Equal(4, world.State.Processes.Replicas[world.Process("api")]);
    }

    private static SimulatedWorld World() => WorldCase.World(
        EstateBuilder.Of("api @ host1,host2")
            .Process("api", model => model with
            {
                ErrorRatio = 0,
                Replicas = 4,
                SlotsPerReplica = 1,
                CpuSecondsPerRequest = 0,
                Autoscaler = Model,
            })
            .Build(),
        WorldCase.Steady("api", 200));
}
