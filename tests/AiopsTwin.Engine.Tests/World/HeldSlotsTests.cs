using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Discrete;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary><see cref="HeldSlots"/>: slow callees take the slots of those who wait.</summary>
public sealed class HeldSlotsTests
{
    [Theory]
    [InlineData(12, 0.5)]
    [InlineData(12, 0.8)]
    [InlineData(16, 0.9)]
    [InlineData(64, 0.8)]
    public void Response_SlotsHeldForACallee_IsThatOfTheDiscreteSimulation(int slots, double use)
    {
        var (estate, load) = (Estate(slots, 60), WorldCase.Steady("api", use * 800));
        var discrete = new DiscreteWorld(estate, [load], 1, WorldCase.Settings);
        Tick(100, () => discrete.Tick());
        discrete.Clear();
        Tick(1500, () => discrete.Tick());
        var world = WorldCase.World(estate, load);

        world.Run(1000);

        AssertNear(discrete, world, "api", 0.03);
        AssertNear(discrete, world, "worker", 0.03);
    }

    [Fact]
    public void Response_CalleeSlow_OthersWaitForSlotsOfTheCaller()
    {
        // A second callee is well, but who wants it finds no slot.
        var estate = EstateBuilder.Of("api -> slow", "front -> api")
            .Process("api", model => model with { SlotsPerReplica = 10, Replicas = 1, HoldsSlots = true })
            .Process("slow", model => model with { SlotsPerReplica = 1000 })
            .Call("api", "slow", call => call with { Timeout = TimeSpan.FromSeconds(5) })
            .Call("front", "api", call => call with { Timeout = TimeSpan.FromSeconds(60) })
            .Build();
        var world = WorldCase.World(estate, WorldCase.Steady("front", 50));
        world.Run(60);
        Assert.True(world.State.Processes.Wait[world.Process("api")] < 0.001);

        world.Inject(WorldCase.Fault("latency-add", "slow", ("milliseconds", 1000)));
        world.Run(60);

        // Ten slots of a good second each serve ten requests a second of fifty.
        Assert.True(world.State.Processes.Wait[world.Process("api")] > 10);
        Assert.InRange(world.State.Processes.Served[world.Process("api")], 9, 10);
    }

    [Fact]
    public void Content_CalleeOfHeldSlots_IsNeverMoreThanTheSlots()
    {
        var world = WorldCase.World(Estate(12, 60), WorldCase.Steady("api", 2000));

        world.Run(300);

        Assert.InRange(world.State.Processes.Content[world.Process("worker")], 8, 12);
        Assert.Equal(800, world.State.Processes.Served[world.Process("worker")], 30.0);
    }

    [Fact]
    public void Content_TimeoutsLeaveWorkBehind_StaysAccountedFor()
    {
        var world = WorldCase.World(Estate(60, 0.02), WorldCase.Steady("api", 900));

        for (var second = 0; second < 300; second++)
        {
            world.Tick();
            var columns = world.State.Processes;
            for (var p = 0; p < columns.Content.Length; p++)
            {
                var present = columns.TotalArrived[p] - columns.TotalServed[p] - columns.TotalLost[p]
                    - columns.TotalReturned[p];
                Assert.Equal(present, columns.Content[p], 1e-9 * columns.TotalArrived[p]);
            }
        }

        Assert.True(world.State.Processes.Abandoned[world.Process("worker")] > 1);
    }

    private static Estate Estate(int slots, double timeout) => EstateBuilder.Of("api -> worker")
        .Process("api", model => model with
        {
            Replicas = 1,
            SlotsPerReplica = slots,
            ServiceTime = TimeSpan.FromMilliseconds(2),
            ErrorRatio = 0,
            CpuSecondsPerRequest = 0,
            QueueLimit = 1e6,
            HoldsSlots = true,
        })
        .Process("worker", model => model with
        {
            Replicas = 1,
            SlotsPerReplica = 8,
            ErrorRatio = 0,
            CpuSecondsPerRequest = 0,
        })
        .Call("api", "worker", call => call with { Timeout = TimeSpan.FromSeconds(timeout) })
        .Build();

    private static void AssertNear(DiscreteWorld discrete, SimulatedWorld world, string name, double tolerance)
    {
        var expected = discrete.Report(EstateBuilder.Id(name)).Response.Mean;
        Assert.Equal(expected, world.State.Processes.ResponseMean[world.Process(name)], tolerance * expected);
    }

    private static void Tick(int times, Action tick)
    {
        for (var i = 0; i < times; i++)
        {
            tick();
        }
    }
}
