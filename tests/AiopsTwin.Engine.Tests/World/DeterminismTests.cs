using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World;

/// <summary>The same seed gives the same <see cref="SimulatedWorld"/>, bit for bit.</summary>
public sealed class DeterminismTests
{
    private static readonly string[] Lines =
    [
        "web -> api -> db @ host1 in rack1", "api @ host1,host2", "web @ host2 in rack1", "host1,host2 via switch1",
        "api ~> queue1", "worker ~> queue1", "worker -> db", "api -> cache1 -> db",
    ];

    [Fact]
    public void Telemetry_SameSeed_IsBitForBitTheSame()
    {
        var first = Recorded(Estate(), seed: 5);
        var second = Recorded(Estate(), seed: 5);

        Assert.Equal(WorldCase.Hash(first), WorldCase.Hash(second));
        Assert.True(first.Count > 1000);
    }

    [Fact]
    public void Telemetry_OtherSeed_Differs() =>
        Assert.NotEqual(WorldCase.Hash(Recorded(Estate(), 5)), WorldCase.Hash(Recorded(Estate(), 6)));

    [Fact]
    public void Telemetry_EntityAddedElsewhere_LeavesAllOthersAsTheyWere()
    {
        var small = Recorded(Estate(), 5);

        var larger = Recorded(Estate("another -> yetanother @ host9 in rack9"), 5);

        var others = larger.Where(line => !line.Contains("another", StringComparison.Ordinal)
            && !line.StartsWith("host:host9", StringComparison.Ordinal));
        Assert.Equal(small, others);
        Assert.Contains(larger, line => line.StartsWith("host:host9", StringComparison.Ordinal));
    }

    [Fact]
    public void Telemetry_PartsListedInAnyOrder_IsTheSame()
    {
        var estate = Estate();
        var shuffled = estate with
        {
            World = new WorldModel(
                [.. estate.World.Processes.Reverse()],
                [.. estate.World.Calls.Reverse()],
                [.. estate.World.Hosts.Reverse()]),
            Topology = estate.Topology with { Entities = [.. estate.Topology.Entities.Reverse()] },
        };

        Assert.Equal(Recorded(estate, 5), Recorded(shuffled, 5));
    }

    [Fact]
    public void Telemetry_FaultBeforeAndAfter_SharesItsNoiseWithTheUndisturbedRun()
    {
        // Counterfactuals compare runs of one seed; what the fault does not touch must not differ by luck.
        var calm = WorldCase.World(Estate(), WorldCase.Steady("web", 50));
        var struck = WorldCase.World(Estate(), WorldCase.Steady("web", 50));
        struck.Inject(WorldCase.Fault("error-add", "db", ("ratio", 0.5)) with { Duration = TimeSpan.FromSeconds(60) });

        calm.Run(300);
        struck.Run(300);

        // The contents approach each other until nobody needs to follow what is left.
        foreach (var (left, right) in Values(calm).Zip(Values(struck)))
        {
            Assert.Equal(left, right, left * 1e-7);
        }

        static IEnumerable<double> Values(SimulatedWorld world) => Enumerable.Range(0, 100)
            .SelectMany(_ => world.Tick().Batches).SelectMany(batch => batch.Samples).Select(sample => sample.Value);
    }

    [Fact]
    public void Injection_OrderOfIndependentFaults_DoesNotMatter()
    {
        FaultSpec[] faults =
        [
            WorldCase.Fault("latency-add", "api", ("milliseconds", 20)),
            WorldCase.Fault("error-add", "db", ("ratio", 0.1)),
            WorldCase.Fault("cpu-hog", "host1", ("cores", 12)),
        ];
        var forward = WorldCase.World(Estate(), WorldCase.Steady("web", 50));
        var backward = WorldCase.World(Estate(), WorldCase.Steady("web", 50));
        foreach (var (first, last) in faults.Zip(faults.Reverse()))
        {
            forward.Inject(first);
            backward.Inject(last);
        }

        Assert.Equal(forward.Record(200), backward.Record(200));
    }

    [Fact]
    public void Tick_SteadyEstate_AllocatesNothingButItsAnswer()
    {
        var settings = WorldCase.Settings with { TelemetryInterval = TimeSpan.FromDays(1) };
        var world = new SimulatedWorld(Estate(), [WorldCase.Steady("web", 50)], 1, settings);
        world.Run(200);
        var before = GC.GetAllocatedBytesForCurrentThread();

        world.Run(1000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000 * 64);
    }

    private static Estate Estate(params string[] more) => EstateBuilder.Of([.. Lines, .. more])
        .Process("cache1", model => model with { CacheHitRatio = 0.9 })
        .Call("web", "api", call => call with { Retries = 2, PoolSize = 20 })
        .Build();

    private static List<string> Recorded(Estate estate, ulong seed)
    {
        var load = ImmutableArray.Create(new LoadSource(EstateBuilder.Id("web"), "users", 80, 0.4, 15, 0.05));
        var world = new SimulatedWorld(estate, load, seed, WorldCase.Settings);
        var lines = world.Record(120);
        world.Inject(WorldCase.Fault("slow-query", "db", ("factor", 3)) with { Ramp = TimeSpan.FromSeconds(30) });
        lines.AddRange(world.Record(120));
        world.Revert("slow-query");
        lines.AddRange(world.Record(60));
        return lines;
    }
}
