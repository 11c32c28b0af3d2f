using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Tests.World;
using AiopsTwin.Testing;
using static AiopsTwin.Engine.Tests.Faults.FaultCase;

namespace AiopsTwin.Engine.Tests.Faults;

/// <summary>What <see cref="PoisonMessage"/>, and a flood, do to a queue.</summary>
public sealed class PoisonMessageTests
{
    [Fact]
    public void PoisonMessage_OnePartitionOfFour_KeepsAQuarterOfTheMessages()
    {
        var estate = EstateBuilder.Of("web ~> queue1", "worker ~> queue1")
            .Process("queue1", model => model with { Partitions = 4 }).Build();
        var world = WorldCase.World(estate, WorldCase.Steady("web", 40));
        world.Run(60);
        world.Inject(WorldCase.Fault("poison-message", "queue1").To("worker"));
        world.Run(100);
        var call = world.State.Impairments.Call(EstateBuilder.Id("queue1"), EstateBuilder.Id("worker"));

        Assert.Equal(30, Inflow(world, "worker"), 0.1);
        Assert.Equal(1000, world.State.Calls.Held[call], 30.0);

        // Once it moves again, what lay there is worked on within seconds.
        world.Revert("poison-message");
        world.Run(20);
        Assert.True(world.State.Calls.Held[call] < 1);
        Assert.Equal(40, Inflow(world, "worker"), 0.5);
    }

    [Fact]
    public void QueueFlood_BesideItsSenders_ReachesTheConsumer()
    {
        var world = Struck(60, WorldCase.Fault("queue-flood", "queue1", ("messagesPerSecond", 200)));

        Assert.Equal(250, Inflow(world, "queue1"), 0.5);
        Assert.Equal(250, Inflow(world, "worker"), 1.0);
    }
}
