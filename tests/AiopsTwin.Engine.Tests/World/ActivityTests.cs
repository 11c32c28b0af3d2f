using AiopsTwin.Engine.World;
using AiopsTwin.Testing;
using CsCheck;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>Who sleeps and who wakes (<see cref="Activity"/>), and that it does not show.</summary>
public sealed class ActivityTests
{
    /// <summary>So far apart are worlds of the same load in whose swings a difference grows.</summary>
    private const double Sensitive = 1e-4;

    private static readonly string[] Lines =
    [
        "web -> api -> db @ host1", "web,api @ host1", "shop -> cart -> wares @ host2", "shop,cart @ host2",
    ];

    [Fact]
    public void Step_NothingButTheLoadMoves_IsWorkOnlyWhenItMoves()
    {
        var world = World(0.05);
        world.Run(100);

        var shares = Enumerable.Range(0, 10).Select(_ => AwakeAfterTick(world)).ToArray();

        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0, 0, 0], shares);
    }

    [Fact]
    public void Step_SteadyLoad_ComesToRestWholly()
    {
        var world = World(0);

        world.Run(100);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(0, AwakeAfterTick(world)));
    }

    [Fact]
    public void Step_RetriesUnderWay_KeepsThoseConcernedAwakeAndNobodyElse()
    {
        var world = World(0);
        world.Run(100);
        world.Inject(WorldCase.Fault("error-add", "db", ("ratio", 0.3)));

        world.Run(3);

        Assert.InRange(AwakeAfterTick(world), 1 / 6.0, 0.5);
        Assert.DoesNotContain(Awake(world), name => name.Contains("cart", StringComparison.Ordinal)
            || name.Contains("shop", StringComparison.Ordinal) || name.Contains("wares", StringComparison.Ordinal));
        world.Revert("error-add");
        world.Run(60);
        Assert.Equal(0, AwakeAfterTick(world));
    }

    [Fact]
    public void Step_RetriesThatHaveBecomeEven_AreNoReasonToStayAwake()
    {
        var world = World(0);
        world.Run(100);
        world.Inject(WorldCase.Fault("error-add", "db", ("ratio", 0.3)));

        world.Run(60);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(0, AwakeAfterTick(world)));
    }

    [Fact]
    public void Step_QueueThatHasJustRunEmpty_GoesOnWithWhatArrives()
    {
        var estate = EstateBuilder.Of("web ~> queue1", "worker ~> queue1").Build();
        var world = WorldCase.World(estate, WorldCase.Steady("web", 50));
        world.Run(100);
        world.Inject(WorldCase.Fault("latency-add", "worker", ("factor", 100)));
        world.Run(20);
        world.Revert("latency-add");

        world.Run(100);

        Assert.Equal(50, world.State.Processes.Inflow[world.Process("worker")], 1e-3);
        Assert.Equal(0, AwakeAfterTick(world));
    }

    [Fact]
    public void Columns_FaultElsewhere_AreThoseOfAWorldWithoutIt()
    {
        // A fault wakes everybody once, and whoever is worked out more often is a little nearer to rest.
        var (calm, struck) = (World(0.05), World(0.05));
        calm.Run(100);
        struck.Run(100);
        struck.Inject(WorldCase.Fault("slow-query", "db", ("factor", 4)) with { Ramp = TimeSpan.FromSeconds(7) });
        calm.Run(100);
        struck.Run(100);

        var (expected, found) = (calm.State.Processes, struck.State.Processes);
        foreach (var p in ((string[])["shop", "cart", "wares"]).Select(calm.Process))
        {
            Assert.Equal(expected.Inflow[p], found.Inflow[p], 1e-4 * expected.Inflow[p]);
            Assert.Equal(expected.Content[p], found.Content[p], 1e-4 * expected.Content[p]);
            Assert.Equal(expected.ResponseMean[p], found.ResponseMean[p], 1e-4 * expected.ResponseMean[p]);
        }
    }

    [Fact]
    public void Columns_RandomEstatesAndFaults_AreThoseOfAWorldThatNeverSleeps() => RandomWorld.Cases.Sample(
        sample =>
        {
            // An estate in collapse can swing so that any difference grows a hundredfold in a minute. A world with a
            // hundred-millionth more load tells where that begins: there nothing can be said.
            var ((lazy, faults), (eager, _)) = (RandomWorld.Build(sample), RandomWorld.Build(sample));
            var (nudged, _) = RandomWorld.Build(sample with { Rate = sample.Rate * (1 + 1e-8) });
            eager.State.Activity.NeverSleeps = nudged.State.Activity.NeverSleeps = true;
            for (var tick = 0; tick < 60; tick++)
            {
                foreach (var world in (SimulatedWorld[])[lazy, eager, nudged])
                {
                    if (tick % 10 == 5 && tick / 10 < faults.Count)
                    {
                        world.Inject(faults[tick / 10]);
                    }

                    world.Tick();
                }

                if (Apart(nudged.State, eager.State) > Sensitive)
                {
                    return;
                }

                Assert.InRange(Apart(lazy.State, eager.State), 0, 1);
            }
        },
        iter: 60,
        threads: 1);

    /// <summary>How far two worlds are apart, 1 being what sleeping may cost.</summary>
    private static double Apart(WorldState lazy, WorldState eager)
    {
        var (found, expected, apart) = (lazy.Processes, eager.Processes, 0.0);
        for (var p = 0; p < found.Inflow.Length; p++)
        {
            Add(expected.Inflow[p], found.Inflow[p], 0.1 + (0.01 * expected.Inflow[p]));
            Add(expected.Success[p], found.Success[p], 0.01);
            Add(expected.ResponseMean[p], found.ResponseMean[p], 1e-3 + (0.02 * expected.ResponseMean[p]));
        }

        return apart;

        void Add(double one, double other, double tolerance) =>
            apart = Math.Max(apart, Math.Abs(one - other) / tolerance);
    }

    private static double AwakeAfterTick(SimulatedWorld world)
    {
        world.Tick();
        return world.AwakeShare;
    }

    private static IEnumerable<string> Awake(SimulatedWorld world) =>
        Enumerable.Range(0, world.State.Map.Processes.Length).Where(p => world.State.Activity.IsAwake[p])
            .Select(p => world.State.Map.Processes[p].Entity.Text);

    private static SimulatedWorld World(double noise)
    {
        var estate = EstateBuilder.Of(Lines).Call("api", "db", call => call with { Retries = 2 })
            .Call("cart", "wares", call => call with { Retries = 2 }).Build();
        LoadSource[] load =
        [
            new(EstateBuilder.Id("web"), "users", 50, 0, 0, noise),
            new(EstateBuilder.Id("shop"), "buyers", 50, 0, 0, noise),
        ];
        return WorldCase.World(estate, load);
    }
}
