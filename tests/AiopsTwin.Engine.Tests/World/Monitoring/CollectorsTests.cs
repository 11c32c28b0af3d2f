using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Monitoring;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World.Monitoring;

/// <summary><see cref="Collectors"/> are dependants themselves: what they carry goes missing, late or twice with
/// them.</summary>
public sealed class CollectorsTests
{
    private static readonly EntityId[] Carried = [EstateBuilder.Id("web"), EstateBuilder.Id("api")];

    [Fact]
    public void Take_CollectorThatWorks_ChangesNothing()
    {
        var direct = WorldCase.World(Estate(), WorldCase.Steady("web", 50));

        Assert.Equal(direct.Record(120), World().Record(120));
    }

    [Theory]
    [InlineData("replica-loss", "gather", "replicas", 9)]
    [InlineData("host-down", "host3", null, 0)]
    [InlineData("partition", "host3", null, 0)]
    public void Take_CollectorGone_NothingItCarriesIsHeard(string kind, string target, string? parameter, double value)
    {
        var world = World();
        world.Run(60);
        world.Inject(parameter is null
            ? WorldCase.Fault(kind, target)
            : WorldCase.Fault(kind, target, (parameter, value)));
        world.Run(20);

        var silent = Heard(world, 60);
        world.Revert(kind);
        world.Run(20);
        var back = Heard(world, 60);

        Assert.Equal([], silent.Keys.Intersect([.. Carried, EstateBuilder.Id("gather")]));
        Assert.Equal(6, silent[EstateBuilder.Id("db1")]);
        Assert.All(Carried, entity => Assert.Equal(6, back[entity]));
    }

    [Fact]
    public void Take_CollectorGone_TheWorldBelowGoesOn()
    {
        var (seen, blind) = (World(), World());
        blind.Inject(WorldCase.Fault("replica-loss", "gather", ("replicas", 9)));
        seen.Run(120);
        blind.Run(120);

        Assert.Equal(Success(seen), Success(blind), 12);
        Assert.Empty(blind.Tick().Requests.Spans.Where(span => Carried.Contains(span.Entity)));
    }

    [Fact]
    public void Take_CollectorCutFromOneZone_ThatZoneAloneIsUnheard()
    {
        var world = World();
        world.Run(60);
        world.Inject(WorldCase.Fault("zone-isolated", "zone1"));

        var heard = Heard(world, 60);

        // Of web half the copies stand in either zone, and the collector in the second.
        Assert.False(heard.ContainsKey(EstateBuilder.Id("api")));
        Assert.InRange(heard[EstateBuilder.Id("web")], 1, 5);
        Assert.Equal(6, heard[EstateBuilder.Id("gather")]);
    }

    [Fact]
    public void Take_FaultsOfTheCollectorsOwnTelemetry_StrikeWhatItCarries()
    {
        var late = World();
        late.Inject(WorldCase.Fault("telemetry-delay", "gather", ("seconds", 30)));
        var twice = World();
        twice.Inject(WorldCase.Fault("telemetry-duplicate", "gather"));

        // Of six reports in a minute the last three are still on their way.
        Assert.Equal(3, Heard(late, 60)[EstateBuilder.Id("api")]);
        Assert.Equal(12, Heard(twice, 60)[EstateBuilder.Id("api")]);
    }

    [Fact]
    public void Take_TwoCollectors_OneThatWorksIsEnough()
    {
        var world = World("gather", "spare");
        world.Inject(WorldCase.Fault("replica-loss", "gather", ("replicas", 9)));

        Assert.Equal(6, Heard(world, 60)[EstateBuilder.Id("api")]);
        world.Inject(WorldCase.Fault("replica-loss", "spare", ("replicas", 9)) with { Id = "other" });
        Assert.False(Heard(world, 60).ContainsKey(EstateBuilder.Id("api")));
    }

    [Fact]
    public void Way_CollectorThatSheds_LosesThatShare()
    {
        var world = World(estate: Estate(process => process with { SlotsPerReplica = 1, QueueLimit = 1 }));
        world.AddLoad(world.Process("gather"), 300);
        world.Run(120);
        var shed = world.State.Processes.ShedShare[world.Process("gather")];

        var way = new Collectors(world.State).Way(world.State.Map.TryNodeOf(EstateBuilder.Id("api")));

        Assert.InRange(shed, 0.05, 0.9);
        Assert.Equal(shed, way.Lost, 12);
    }

    [Fact]
    public void Evaluate_BlindCollector_RaisesNothingAndForgetsAfterFourMinutes()
    {
        var rule = new AlertRule(
            "HighErrorRatio", [EstateBuilder.Id("api")], MetricCatalog.ErrorRatio, AlertComparison.Above, 0.2);
        var down = new AlertRule("Down", [.. Carried.Order()], MetricCatalog.Up, AlertComparison.Equal, 0);
        var world = World(rules: [rule, down]);
        world.Inject(WorldCase.Fault("error-add", "api", ("ratio", 0.5)));
        var before = Told(world, 60);
        world.Inject(WorldCase.Fault("replica-loss", "gather", ("replicas", 9)));
        var blind = Told(world, 600);
        world.Revert("replica-loss");
        var after = Told(world, 60);

        Assert.Equal([AlertStatus.Firing], before.Select(alert => alert.Status));
        Assert.Equal(
            (AlertStatus.Resolved, WorldCase.Start.AddSeconds(60 + 240)),
            Assert.Single(blind.Select(alert => (alert.Status, alert.EndsAt!.Value))));
        Assert.Equal(["HighErrorRatio"], after.Select(alert => alert.Name));
    }

    [Fact]
    public void World_CollectorThatDoesNotWork_IsRefused() => Assert.Throws<ArgumentException>(() => World("host3"));

    private static Estate Estate(Func<ProcessModel, ProcessModel>? collector = null) =>
        EstateBuilder.Of(
                "web -> api -> db1", "web @ host1,host3", "api @ host1", "db1 @ host2", "gather @ host3",
                "spare @ host2", "host1,host2 in zone1", "host3 in zone2")
            .Process("gather", collector ?? (process => process))
            .Process("spare", process => process)
            .Cores("host1", 8).Cores("host2", 8).Cores("host3", 8).Build();

    private static SimulatedWorld World(params string[] collectors) =>
        World(Estate(), [], collectors.Length == 0 ? ["gather"] : collectors);

    private static SimulatedWorld World(Estate? estate = null, params AlertRule[] rules) =>
        World(estate ?? Estate(), rules, ["gather"]);

    private static SimulatedWorld World(Estate estate, AlertRule[] rules, string[] collectors)
    {
        var model = estate.World with
        {
            AlertRules = [.. rules],
            Monitors = [.. collectors.Select(collector => new MonitorModel(
                EstateBuilder.Id(collector), [.. Carried.Append(EstateBuilder.Id("gather")).Order()]))],
        };
        return new SimulatedWorld(
            estate with { World = model }, [WorldCase.Steady("web", 50)], 1, WorldCase.Settings with { Traces = 4 });
    }

    private static Dictionary<EntityId, int> Heard(SimulatedWorld world, int ticks)
    {
        var heard = new Dictionary<EntityId, int>();
        for (var tick = 0; tick < ticks; tick++)
        {
            foreach (var batch in world.Tick().Batches)
            {
                heard[batch.Entity] = heard.GetValueOrDefault(batch.Entity) + 1;
            }
        }

        return heard;
    }

    private static ImmutableArray<Alert> Told(SimulatedWorld world, int ticks) =>
        [.. Enumerable.Range(0, ticks).SelectMany(_ => world.Tick().Alerts)];

    private static double Success(SimulatedWorld world) => world.State.Processes.Success[world.Process("web")];
}
