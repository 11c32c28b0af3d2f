using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Discrete;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World.Discrete;

/// <summary><see cref="Zoom"/>: nothing is lost or made at its edge, and both sides see what they would see of their
/// own kind.</summary>
public sealed class ZoomTests
{
    [Fact]
    public void Arrivals_FluidCallers_AreTheirFlow()
    {
        var world = Chain(200, "api");
        world.Run(100);
        var (asked, before) = (0.0, Tally(world, "web", "api").All[CallTally.Asked]);

        for (var i = 0; i < 500; i++)
        {
            world.Tick();
            var columns = world.State.Processes;
            asked += columns.Served[world.Process("web")];
        }

        // Five deviations of a Poisson count.
        var came = Tally(world, "web", "api").All[CallTally.Asked] - before;
        Assert.Equal(asked, came, 5 * Math.Sqrt(asked));
        Assert.Equal(100_000, asked, 500.0);
    }

    [Fact]
    public void Requests_AnyMoment_AreAnsweredLostOrThere()
    {
        var world = Chain(390, "api,datastore:db");
        world.Inject(WorldCase.Fault("latency-add", "api", ("factor", 6)) with { Ramp = TimeSpan.FromSeconds(60) });

        for (var second = 0; second < 200; second++)
        {
            world.Tick();
            var (columns, zoom) = (world.State.Processes, world.State.Zoom!);
            foreach (var p in new[] { world.Process("api"), world.Process("datastore:db") })
            {
                Assert.Equal(
                    columns.TotalArrived[p], columns.TotalServed[p] + columns.TotalLost[p] + zoom.PresentAt(p));
            }

            // With slots that are not held a request is under way until it answers, wherever it waits.
            var (api, db) = (Counts(world, "api"), Counts(world, "datastore:db"));
            Assert.Equal(
                api[ProcessTally.Arrived] + db[ProcessTally.Arrived],
                api[ProcessTally.Answered] + db[ProcessTally.Answered] + zoom.UnderWay);
        }
    }

    [Fact]
    public void Demand_CalleeOutside_IsWhatWasSent()
    {
        var world = Chain(200, "api");
        var flowed = 0.0;

        for (var i = 0; i < 300; i++)
        {
            world.Tick();
            var counts = Tally(world, "api", "datastore:db");
            flowed += world.State.Calls.Flow[Edge(world, "api", "datastore:db")];
            Assert.Equal(counts.All[CallTally.Sent], flowed + counts.Flow.Owed, 1e-6 * Math.Max(1, flowed));
        }

        // What was let out in the last step is what the callee gets in the next.
        var db = world.State.Processes.TotalArrived[world.Process("datastore:db")];
        Assert.Equal(flowed - world.State.Calls.Flow[Edge(world, "api", "datastore:db")], db, 1e-6 * flowed);
    }

    [Theory]
    [InlineData("web")]
    [InlineData("api")]
    [InlineData("datastore:db")]
    [InlineData("web,api")]
    [InlineData("web,datastore:db")]
    public void Response_AnyPartZoomed_IsThatOfTheFluid(string zoomed)
    {
        var (world, fluid) = (Chain(600, zoomed), Chain(600, ""));
        fluid.Run(300);
        var means = new double[3];
        world.Run(100);

        for (var i = 0; i < 1000; i++)
        {
            world.Tick();
            foreach (var (name, at) in Names.Select((name, at) => (name, at)))
            {
                means[at] += world.State.Processes.ResponseMean[world.Process(name)] / 1000;
            }
        }

        foreach (var (name, at) in Names.Select((name, at) => (name, at)))
        {
            var expected = fluid.State.Processes.ResponseMean[fluid.Process(name)];
            Assert.Equal(expected, means[at], 0.05 * expected);
        }
    }

    [Fact]
    public void Callers_CalleeInsideFails_SeeItAndTryAgain()
    {
        var world = new SimulatedWorld(
            StormCase.Estate(10, 3), [WorldCase.Steady("web", 100)], 1, Settings("api"));
        world.Run(30);
        world.Inject(WorldCase.Fault("error-add", "api", ("ratio", 0.5)));
        world.Run(200);

        // 1 + 1/2 + 1/4 + 1/8 attempts, and the last fails in one case of sixteen.
        var attempts = world.State.Zoom!.TallyOfCall(Edge(world, "web", "api")).Counts.PerSecond(CallTally.Asked);
        Assert.Equal(187.5, attempts, 12.0);
        Assert.Equal(15.0 / 16, world.State.Processes.Success[world.Process("web")], 0.02);
    }

    [Fact]
    public void Callers_CalleeInsideHangs_TimeOutAtOnceAndNotWhenItAnswers()
    {
        var world = new SimulatedWorld(
            StormCase.Estate(1000, 0), [WorldCase.Steady("web", 100)], 1, Settings("api"));
        world.Run(30);
        world.Inject(WorldCase.Fault("latency-add", "api", ("milliseconds", 600_000)));
        world.Run(60);

        Assert.True(world.State.Calls.TimeoutShare[Edge(world, "web", "api")] > 0.95);
        Assert.True(world.State.Processes.Success[world.Process("web")] < 0.05);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(400, false)]
    public void Storm_CalleeZoomed_RecoversWhereTheFluidDoes(double rate, bool recovers)
    {
        var world = new SimulatedWorld(
            StormCase.Estate(10, 3), [WorldCase.Steady("web", rate)], 1, Settings("api"));
        world.Run(100);
        world.Inject(WorldCase.Fault("traffic-surge", "web", ("factor", 2000 / rate)) with
        {
            Duration = TimeSpan.FromSeconds(4),
        });

        world.Run(900);

        Assert.Equal(recovers, world.State.Zoom!.PresentAt(world.Process("api")) < 100);
    }

    [Fact]
    public void Pool_CallerOutside_NeverHasMoreConnections()
    {
        var estate = EstateBuilder.Of("web -> api")
            .Process("api", model => model with { Replicas = 1, SlotsPerReplica = 2, QueueLimit = 100_000 })
            .Call("web", "api", call => call with { PoolSize = 5, Timeout = TimeSpan.FromSeconds(30) })
            .Build();
        var world = new SimulatedWorld(estate, [WorldCase.Steady("web", 1000)], 1, Settings("api"));

        for (var i = 0; i < 120; i++)
        {
            world.Tick();
            Assert.InRange(world.State.Zoom!.PresentAt(world.Process("api")), 0, 5);
        }

        Assert.True(world.State.Calls.PoolFailure[Edge(world, "web", "api")] > 0.2);
    }

    [Fact]
    public void Zoomed_CallerHoldsSlots_ComesAlong()
    {
        var estate = EstateBuilder.Of("web -> api", "api -> datastore:db")
            .Process("web", model => model with { HoldsSlots = true })
            .Build();
        var world = new SimulatedWorld(estate, [WorldCase.Steady("web", 10)], 1, Settings("api"));

        Assert.Equal(["service:api", "service:web"], world.Zoomed.Select(entity => entity.Text));
    }

    [Fact]
    public void Zoom_EntityWithoutWork_IsRefused()
    {
        var estate = EstateBuilder.Of("web -> api @ host1").Build();

        var refused = Assert.Throws<ArgumentException>(
            () => new SimulatedWorld(estate, [WorldCase.Steady("web", 10)], 1, Settings("host1")));

        Assert.Contains("host:host1 cannot be zoomed into", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StateHash_SameSeed_IsTheSame()
    {
        var (first, second) = (Chain(300, "api"), Chain(300, "api"));

        Assert.Equal(first.Record(100), second.Record(100));
        Assert.Equal(first.StateHash(), second.StateHash());
    }

    [Fact]
    public void Fork_ZoomedWorld_GoesOnBitForBit()
    {
        var world = Chain(390, "api,datastore:db");
        world.Inject(WorldCase.Fault("latency-add", "api", ("factor", 3)));
        world.Run(73);

        var fork = world.Fork();
        var hash = fork.StateHash();
        var expected = world.Record(60);

        Assert.Equal(hash, fork.StateHash());
        Assert.Equal(expected, fork.Record(60));
        Assert.Equal(world.StateHash(), fork.StateHash());
    }

    [Fact]
    public void Telemetry_ZoomedEntity_IsWhatWasCounted()
    {
        var world = Chain(200, "api");
        world.Run(50);
        var before = Counts(world, "api").ToArray();

        var samples = Enumerable.Range(0, 10).SelectMany(_ => world.Tick().Batches)
            .Single(batch => batch.Entity == EstateBuilder.Id("api")).Samples
            .ToDictionary(sample => sample.Metric, sample => sample.Value);

        var counts = Counts(world, "api");
        var answered = counts[ProcessTally.Answered] - before[ProcessTally.Answered];
        Assert.Equal(
            (counts[ProcessTally.Arrived] - before[ProcessTally.Arrived]) / 10,
            samples[MetricCatalog.RequestRate], 1e-9);
        Assert.Equal(
            (counts[ProcessTally.Seconds] - before[ProcessTally.Seconds]) / answered,
            samples[MetricCatalog.RequestDuration], 1e-9);
        Assert.True(samples[MetricCatalog.RequestDurationP95] > samples[MetricCatalog.RequestDuration]);
    }

    [Fact]
    public void Inject_EveryKind_KeepsEverythingCounted()
    {
        var estate = EstateBuilder.Of(
            "web -> api @ host1,host2", "api -> datastore:db", "api ~> queue:mail", "worker ~> queue:mail",
            "host1 in rack1", "host2 in rack1").Build();
        foreach (var fault in RandomWorld.OfEveryKind(estate))
        {
            var world = new SimulatedWorld(
                estate, [WorldCase.Steady("web", 40)], 1, Settings("api,queue:mail"));
            world.Run(15);
            world.Inject(fault);
            for (var i = 0; i < 30; i++)
            {
                var told = world.Tick();
                Assert.All(
                    told.Batches.SelectMany(batch => batch.Samples),
                    sample => Assert.True(double.IsFinite(sample.Value) && sample.Value >= 0, fault.Kind));
                foreach (var p in new[] { world.Process("api"), world.Process("queue:mail") })
                {
                    var columns = world.State.Processes;
                    Assert.Equal(
                        columns.TotalArrived[p],
                        columns.TotalServed[p] + columns.TotalLost[p] + world.State.Zoom!.PresentAt(p));
                }
            }
        }
    }

    private static readonly string[] Names = ["web", "api", "datastore:db"];

    private static SimulatedWorld Chain(double rate, string zoomed) => new(
        EstateBuilder.Of("web -> api", "api -> datastore:db")
            .Process("web", Model(16))
            .Process("api", Model(10))
            .Process("datastore:db", Model(8))
            .Build(),
        [WorldCase.Steady("web", rate)], 1, Settings(zoomed));

    private static Func<ProcessModel, ProcessModel> Model(int slots) => model => model with
    {
        Replicas = 1,
        SlotsPerReplica = slots,
        ServiceTime = TimeSpan.FromMilliseconds(10),
        ErrorRatio = 0,
        CpuSecondsPerRequest = 0,
        QueueLimit = 1000,
    };

    private static WorldSettings Settings(string zoomed) => WorldCase.Settings with
    {
        Zoom = [.. zoomed.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(EstateBuilder.Id)],
    };

    private static int Edge(SimulatedWorld world, string from, string to) =>
        world.State.Map.Graph.Find(world.Process(from), world.Process(to));

    private static FadingCounts Tally(SimulatedWorld world, string from, string to) =>
        world.State.Zoom!.TallyOfCall(Edge(world, from, to)).Counts;

    private static double[] Counts(SimulatedWorld world, string name) =>
        world.State.Zoom!.TallyOf(world.Process(name)).Counts.All;
}
