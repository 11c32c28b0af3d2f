using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Scenarios.Tests.Catalog;

/// <summary>
/// The famous scenarios of <see cref="ScenarioCatalog"/>, played without a twin (with one it would take minutes; the
/// command <c>play --famous</c> does): the simulated world hits the entities in the order reports tell, and phases come
/// when they came, by <see cref="ImpactCourse"/>.
/// </summary>
public sealed class FamousIncidentsTests
{
    private static readonly ScenarioCatalog Shipped = new();

    public static TheoryData<string> Names => [.. Shipped.Famous()];

    [Fact]
    public void Famous_OfTheCatalogue_AreTwelve() => Assert.Equal(12, Shipped.Famous().Length);

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_Famous_SaysWhatItRestsOn(string name)
    {
        var scenario = Shipped.Load(name, 1)!;

        Assert.NotNull(scenario.Provenance);
        Assert.Contains(scenario.Provenance.Facts, fact => fact.Status == FactStatus.Reported);
        Assert.Contains(scenario.Provenance.Facts, fact => fact.Status == FactStatus.Assumed);
        Assert.Contains(scenario.Expectations, claim => claim.Kind == ExpectationKind.AffectedInOrder);
        Assert.Contains(scenario.Expectations, claim => claim.Phase == ImpactPhase.Start);
        Assert.Contains(scenario.Expectations, claim => claim.Phase == ImpactPhase.Recovery);
        Assert.InRange(scenario.Estate.Topology.Entities.Length, 8, 25);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Stage_Famous_HitsInOrderAndInTime(string name)
    {
        var report = Play(Shipped.Load(name, 1)!);

        var judged = report.Expectations.Where(result => !result.Expectation.Entities.IsEmpty).ToArray();
        Assert.All(judged, result => Assert.True(
            result.IsAccepted, $"{result.Expectation.Kind} {result.Expectation.Phase}: {result.Found}"));
        Assert.Contains(judged, result => result is { Passed: true, Expectation.Phase: ImpactPhase.Recovery });
    }

    /// <summary>What began it is over, and without the repair nothing gets better: the state holds itself.</summary>
    [Theory]
    [InlineData("dynamodb-2015", "09:37", "service:table-api")]
    [InlineData("google-cloud-2025", "18:40", "service:apis-central")]
    [InlineData("slack-2022", "14:30", "service:client-gateway")]
    public void Stage_WithoutTheRepair_DoesNotComeBack(string name, string until, string entity)
    {
        var scenario = Shipped.Load(name, 1)!;
        var end = TimeSpan.Parse(until, System.Globalization.CultureInfo.InvariantCulture)
            - scenario.StartsAt.TimeOfDay;
        ImmutableArray<TimelineStep> kept = [.. scenario.Timeline.Where(step => step.Time.At <= end)];
        var lasting = kept.Where(step => step.Fault is { Duration: null }).Select(step => step.Fault!.Id);
        Assert.Empty(lasting.Except(kept.Select(step => step.Reverts).OfType<string>()));

        var report = Play(scenario with { Timeline = kept }, scenario, EntityId.Parse(entity));

        Assert.NotEmpty(report.Expectations);
        Assert.All(report.Expectations, result => Assert.Equal("did not come", result.Found));
    }

    private static RunReport Play(Scenario played, Scenario whole, EntityId entity) => Play(played with
    {
        Expectations = [.. whole.Expectations.Where(claim =>
            claim.Phase == ImpactPhase.Recovery && claim.Entities.Contains(entity))],
    });

    private static RunReport Play(Scenario scenario)
    {
        var stage = new ScenarioStage(scenario with { Traces = 0 }, 1);
        while (!stage.IsOver)
        {
            stage.Tick();
        }

        return RunScorer.Score(new RunFacts(
            scenario, 1, stage.Now, 0, 0, [], null, stage.FirstRevertAt, ImmutableHashSet<EntityId>.Empty)
        {
            Impacts = stage.Impacts,
        });
    }
}
