using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>In a <see cref="SimulatedWorld"/> senders do not wait, queues keep, consumers take what they can.</summary>
public sealed class MessagingTests
{
    [Fact]
    public void Consumer_ThatReliesOnAQueue_ReceivesItsMessages()
    {
        var world = World();

        world.Run(60);

        Assert.Equal(50, Inflow(world, "worker"), 0.1);
        Assert.Equal(50, Inflow(world, "audit"), 0.1);
    }

    [Fact]
    public void Sender_DeadConsumer_NoticesNothing()
    {
        var world = World();
        world.Run(60);
        var before = world.State.Processes.ResponseMean[world.Process("web")];

        world.Inject(WorldCase.Fault("replica-loss", "worker", ("replicas", 2)));
        world.Run(60);

        Assert.Equal(before, world.State.Processes.ResponseMean[world.Process("web")], 9);
    }

    [Fact]
    public void Queue_SlowConsumer_KeepsTheBacklogAndWorksItOffAfterwards()
    {
        var world = World();
        world.Run(60);

        world.Inject(WorldCase.Fault("latency-add", "worker", ("factor", 100)));
        var depths = world.Values(100, "queue1", MetricCatalog.QueueDepth);
        world.Revert("latency-add");
        var after = world.Values(200, "queue1", MetricCatalog.QueueDepth);

        // 16 slots of a second take 95 % of 16 a second; 50 come.
        Assert.Equal(100 * (50 - (16 * 0.95)), depths[^1] + (5 * (50 - (16 * 0.95))), 100.0);
        Assert.Equal(depths.Order(), depths);
        Assert.True(after[^1] < 1);
        Assert.Equal(50, Inflow(world, "worker"), 0.1);
    }

    [Fact]
    public void Queue_DeadConsumer_KeepsAtMostItsLimitAndCountsWhatItDrops()
    {
        var world = World();

        world.Inject(WorldCase.Fault("replica-loss", "worker", ("replicas", 2)));
        world.Run(1000);

        var call = world.State.Map.Graph.Find(world.Process("queue1"), world.Process("worker"));
        Assert.Equal(5000, world.State.Calls.Held[call], 1e-6);
        Assert.Equal((1000 * 50) - 5000, world.State.Calls.TotalDropped[call], 200.0);
    }

    [Fact]
    public void Consumer_DeadQueue_HasNoWork()
    {
        var world = World();
        world.Run(60);

        world.Inject(WorldCase.Fault("replica-loss", "queue1", ("replicas", 2)));
        world.Run(60);

        Assert.Equal(0, Inflow(world, "worker"), 9);
        Assert.Equal(1, world.State.Processes.Success[world.Process("web")], 9);
    }

    private static double Inflow(SimulatedWorld world, string name) =>
        world.State.Processes.Inflow[world.Process(name)];

    private static SimulatedWorld World() => WorldCase.World(
        EstateBuilder.Of("web ~> queue1", "worker ~> queue1", "queue1 ~> audit")
            .Process("web", model => model with { ErrorRatio = 0 })
            .Process("queue1", model => model with { QueueLimit = 5000 })
            .Build(),
        WorldCase.Steady("web", 50));
}
