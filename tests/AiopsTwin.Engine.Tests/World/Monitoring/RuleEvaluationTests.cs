using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Engine.World.Monitoring;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.World.Monitoring;

/// <summary><see cref="RuleEvaluation"/> goes by what arrives: pending, firing and resolved as Prometheus has
/// it.</summary>
public sealed class RuleEvaluationTests
{
    private static readonly AlertRule Failing = new(
        "HighErrorRatio", [EstateBuilder.Id("api"), EstateBuilder.Id("web")], MetricCatalog.ErrorRatio,
        AlertComparison.Above, 0.2)
    {
        For = TimeSpan.FromMinutes(1),
        Severity = AlertSeverity.Critical,
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "web"),
        Summary = "{entity} fails {value}",
    };

    private static readonly AlertRule Down = new(
        "HostDown", [EstateBuilder.Id("host1")], MetricCatalog.Up, AlertComparison.Equal, 0)
    {
        For = TimeSpan.FromSeconds(30),
    };

    [Fact]
    public void Evaluate_ErrorsForLongEnough_FiresOnceAndIsResolved()
    {
        var world = World(Failing);
        world.Run(60);
        world.Inject(WorldCase.Fault("error-add", "api", ("ratio", 0.5)));
        var before = Told(world, 60);
        var fired = Told(world, 60);
        world.Revert("error-add");
        var resolved = Told(world, 60);

        // The first report that holds is that of second 70; it fires when it has held for a minute.
        Assert.Empty(before);
        Assert.Equal(["api", "web"], fired.Select(alert => alert.Entity.Name));
        Assert.All(fired, alert =>
        {
            Assert.Equal((AlertStatus.Firing, AlertSeverity.Critical), (alert.Status, alert.Severity));
            Assert.Equal(("alertmanager", "HighErrorRatio"), (alert.Source, alert.Name));
            Assert.Equal(WorldCase.Start.AddSeconds(130), alert.StartsAt);
            Assert.Equal(alert.StartsAt, alert.RaisedAt);
            Assert.Null(alert.Metric);
        });
        Assert.Matches("^service:api fails 0\\.[45]\\d* {team=\"web\"}$", fired[0].Summary);
        Assert.Equal(fired.Select(alert => alert.Fingerprint), resolved.Select(alert => alert.Fingerprint));
        Assert.All(resolved, alert => Assert.Equal(
            (AlertStatus.Resolved, WorldCase.Start.AddSeconds(190)), (alert.Status, alert.EndsAt)));
    }

    [Fact]
    public void Evaluate_ConditionThatEndsWhilePending_IsNeverHeardOf()
    {
        var world = World(Failing);
        world.Run(60);
        world.Inject(
            WorldCase.Fault("error-add", "api", ("ratio", 0.5)) with { Duration = TimeSpan.FromSeconds(50) });

        Assert.Empty(Told(world, 300));
    }

    [Fact]
    public void Evaluate_KeepFiringFor_OutlastsTheCondition()
    {
        var world = World(Failing with { For = TimeSpan.Zero, KeepFiringFor = TimeSpan.FromMinutes(2) });
        world.Inject(
            WorldCase.Fault("error-add", "api", ("ratio", 0.5)) with { Duration = TimeSpan.FromSeconds(60) });

        var told = Told(world, 300).Where(alert => alert.Entity.Name == "api").ToArray();

        // It held last at second 60; the report of second 70 is the first that does not.
        Assert.Equal(2, told.Length);
        Assert.Equal(WorldCase.Start.AddSeconds(10), told[0].StartsAt);
        Assert.Equal(WorldCase.Start.AddSeconds(190), told[1].EndsAt);
    }

    [Fact]
    public void Evaluate_ReportsThatStayAway_AreADeadTarget()
    {
        var world = World(Down);
        world.Run(60);
        world.Inject(WorldCase.Fault("host-down", "host1") with { Duration = TimeSpan.FromSeconds(60) });

        var told = Told(world, 120);

        Assert.Equal([AlertStatus.Firing, AlertStatus.Resolved], told.Select(alert => alert.Status));
        Assert.Equal(WorldCase.Start.AddSeconds(100), told[0].StartsAt);
        Assert.Equal(WorldCase.Start.AddSeconds(130), told[1].EndsAt);
    }

    [Fact]
    public void Evaluate_LostReports_HideWhatIsTrueAndClaimWhatIsNot()
    {
        // The monitoring sees the estate through its reports alone: a failing service that says nothing raises nothing,
        // and a live host that says nothing is called down.
        var world = World(Failing, Down);
        world.Run(60);
        world.Inject(WorldCase.Fault("telemetry-loss", "api,host1"));
        world.Inject(WorldCase.Fault("error-add", "api", ("ratio", 0.5)));

        var told = Told(world, 300);

        Assert.Equal(["HostDown", "HighErrorRatio"], told.Select(alert => alert.Name));
        Assert.DoesNotContain(told, alert => alert.Entity.Name == "api");
    }

    [Fact]
    public void Evaluate_SeriesThatGoesStale_ResolvesAfterTheLookback()
    {
        var world = World(Failing with { For = TimeSpan.Zero });
        world.Inject(WorldCase.Fault("error-add", "api", ("ratio", 0.5)));
        world.Run(60);
        world.Inject(WorldCase.Fault("telemetry-loss", "api"));

        var told = Told(world, 600).Where(alert => alert.Entity.Name == "api").ToArray();

        Assert.Equal(WorldCase.Start.AddSeconds(60 + 300), Assert.Single(told).EndsAt);
    }

    [Fact]
    public void Evaluate_ForkWhilePending_TellsTheSame()
    {
        var world = World(Failing, Down);
        world.Inject(WorldCase.Fault("error-add", "api", ("ratio", 0.5)));
        world.Run(45);
        var fork = world.Fork();

        var told = Told(world, 120);

        Assert.NotEmpty(told);
        Assert.Equal(told, Told(fork, 120));
        Assert.Equal(world.StateHash(), fork.StateHash());
    }

    [Fact]
    public void Evaluate_RuleOnAnUnknownEntity_IsRefused() => Assert.Throws<ArgumentException>(
        () => World(Failing with { Entities = [EntityId.Parse("service:nobody")] }));

    private static SimulatedWorld World(params AlertRule[] rules)
    {
        var estate = EstateBuilder.Of("web -> api", "web @ host1", "api @ host2")
            .Cores("host1", 8).Cores("host2", 8).Build();
        return WorldCase.World(
            estate with { World = estate.World with { AlertRules = [.. rules] } }, WorldCase.Steady("web", 50));
    }

    private static List<Alert> Told(SimulatedWorld world, int ticks)
    {
        var told = new List<Alert>();
        for (var tick = 0; tick < ticks; tick++)
        {
            told.AddRange(world.Tick().Alerts);
        }

        return told;
    }
}
