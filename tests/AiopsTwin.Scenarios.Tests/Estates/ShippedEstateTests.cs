using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Testing;

namespace AiopsTwin.Scenarios.Tests.Estates;

/// <summary>The estates of the catalogue, read by <see cref="EstateFormat"/> and run by themselves.</summary>
public sealed class ShippedEstateTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 13, 30, 0, TimeSpan.Zero);

    private static readonly string Folder = Path.Combine(new ScenarioCatalog().Root, "estates");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Estate_AnHourAtItsUsualLoad_IsHealthy(string name)
    {
        var (estate, load) = Read(name);
        var tick = TimeSpan.FromSeconds(1);
        var world = new SimulatedWorld(estate, load, 1, new WorldSettings(Start, tick, TimeSpan.FromMinutes(1)));
        for (var second = 0; second < 120; second++)
        {
            world.Tick();
        }

        var (busiest, worst, hottest) = (0.0, 0.0, 0.0);
        for (var second = 0; second < 3600; second++)
        {
            world.Tick();
            busiest = Math.Max(busiest, world.State.Processes.Rho.Max());
            worst = Math.Max(worst, 1 - Entries(world).Min(entry => world.State.Processes.Success[entry]));
            hottest = Math.Max(hottest, world.State.InversePhi.DefaultIfEmpty(1).Max());
        }

        Assert.NotEmpty(load);
        Assert.InRange(busiest, 0, 0.7);
        Assert.InRange(worst, 0, 0.01);
        Assert.Equal(1, hottest);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Estate_AnHourAtItsUsualLoad_KeepsWhatItPromises(string name)
    {
        var (estate, load) = Read(name);
        var tick = TimeSpan.FromSeconds(5);
        var world = new SimulatedWorld(estate, load, 1, new WorldSettings(Start, tick, TimeSpan.FromMinutes(1)));
        var tallies = estate.World.Processes
            .Select(process => (process.Entity, Promised: PromiseTally.ObjectivesOf(estate, process.Entity)))
            .Where(pair => !pair.Promised.IsEmpty)
            .Select(pair => new PromiseTally(world, world.State.Map.ProcessOf(pair.Entity), pair.Promised))
            .ToArray();
        for (var step = 0; step < 720; step++)
        {
            world.Tick();
            Array.ForEach(tallies, tally => tally.Add(tick.TotalSeconds));
        }

        Assert.NotEmpty(tallies);
        Assert.All(tallies, tally =>
        {
            Assert.Equal(
                [ObjectiveKind.Availability, ObjectiveKind.Latency], tally.Objectives.Select(one => one.Kind).Order());
            Assert.True(tally.Requests > 1000);
            Assert.True(tally.AreKept());
        });
    }

    [Fact]
    public void Estate_BoxOfficeAtItsUsualLoad_ScalesWithinItsLimitsAndStaysThere()
    {
        var (estate, load) = Read("box-office");
        var world = new SimulatedWorld(
            estate, load, 1, new WorldSettings(Start, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
        var front = world.State.Map.ProcessOf(EntityId.Parse("service:front"));
        var copies = new List<int>();
        for (var second = 0; second < 3600; second++)
        {
            world.Tick();
            copies.Add(world.State.Processes.Copies[front]);
        }

        Assert.InRange(copies.Min(), 4, 5);
        Assert.InRange(copies.Max(), 4, 7);
    }

    // What works, and the links that carry calls, as counted in the repositories named in the files' heads.
    [Theory]
    [InlineData("online-boutique", 12, 16)]
    [InlineData("dsb-hotel", 22, 21)]
    [InlineData("dsb-social", 26, 34)]
    [InlineData("train-ticket", 41, 92)]
    [InlineData("robot-shop", 13, 20)]
    [InlineData("bank-of-anthos", 9, 12)]
    [InlineData("sock-shop", 15, 16)]
    [InlineData("otel-demo", 21, 36)]
    public void Estate_OfAPublicApplication_HasItsPartsAndCalls(string name, int working, int calls)
    {
        var world = Read(name).Estate.World;

        Assert.Equal((working, calls), (world.Processes.Length, world.Calls.Length));
    }

    [Theory]
    [InlineData("train-ticket", "service:ts-seat-service,service:ts-travel-service,service:ts-travel2-service")]
    [InlineData("dsb-social", "service:social-graph,service:user")]
    public void Estate_WithACycle_HasThatOne(string name, string members)
    {
        var calls = Read(name).Estate.World.Calls;
        var callees = calls.ToLookup(call => call.Caller, call => call.Callee);
        var reach = calls.Select(call => call.Caller).Distinct()
            .ToDictionary(from => from, from => Reached(from, callees));

        var inCycle = reach.Where(pair => pair.Value.Contains(pair.Key)).Select(pair => pair.Key.Text).Order();

        Assert.Equal(members, string.Join(',', inCycle));
    }

    [Fact]
    public void Estate_TrainTicket_IsCalledMostWhereTheSourcesSay()
    {
        var called = Read("train-ticket").Estate.World.Calls.CountBy(call => call.Callee.Name)
            .ToDictionary(pair => pair.Key, pair => pair.Value);

        Assert.Equal(
            [10, 9, 9, 7, 6, 6],
            new[] { "station", "order", "order-other", "travel", "seat", "travel2" }
                .Select(name => called[$"ts-{name}-service"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Estate_EveryFile_SaysWhatIsAssumed(string name)
    {
        var comments = File.ReadLines(Path.Combine(Folder, name + ".yaml"))
            .Where(line => line.TrimStart().StartsWith('#'));

        Assert.Contains("assum", string.Join('\n', comments), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Document_OfScenarios_ListsEveryEstate()
    {
        var text = File.ReadAllText(Path.Combine(Documents.Repository, "docs", "SCENARIOS.md"));

        Assert.All(Names, row =>
        {
            var estate = Read(row.Data).Estate;
            var edges = estate.World.Calls.Length;
            var (all, working) = (estate.Topology.Entities.Length, estate.World.Processes.Length);
            Assert.Contains($"| `{row.Data}` | {all} | {working} | {edges} |", text, StringComparison.Ordinal);
        });
    }

    private static IEnumerable<int> Entries(SimulatedWorld world)
    {
        var map = world.State.Map;
        return map.Load.Select(source => Array.FindIndex(map.Processes, process => process.Entity == source.Entry));
    }

    private static HashSet<EntityId> Reached(EntityId from, ILookup<EntityId, EntityId> calls)
    {
        var seen = new HashSet<EntityId>();
        var open = new Stack<EntityId>(calls[from]);
        while (open.TryPop(out var at))
        {
            if (seen.Add(at))
            {
                foreach (var next in calls[at])
                {
                    open.Push(next);
                }
            }
        }

        return seen;
    }

    private static LoadedEstate Read(string name)
    {
        var read = EstateFormat.ReadLoaded(Path.Combine(Folder, name + ".yaml"));
        Assert.Empty(read.Problems);
        return read.Value!;
    }
}
