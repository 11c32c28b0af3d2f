using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Engine.World;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios.Impacts;

/// <summary><see cref="ImpactWatch"/> in a run whose course is known: a store that answers nobody for ten
/// minutes.</summary>
public sealed class ImpactWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);
    private static readonly EntityId Web = EstateBuilder.Id("web");
    private static readonly EntityId Database = EstateBuilder.Id("db1");
    private static readonly EntityId Aside = EstateBuilder.Id("aside");

    [Fact]
    public void Courses_StoreFailsForTenMinutes_AreThoseOfTheFault()
    {
        var stage = new ScenarioStage(Scenario([Database, Web, Aside]), 1);
        while (!stage.IsOver)
        {
            stage.Tick();
        }

        var courses = stage.Impacts.ToDictionary(course => course.Entity);
        Assert.Equal(TimeSpan.FromMinutes(5), courses[Database].FirstAt);
        Assert.Equal(TimeSpan.FromMinutes(5), courses[Web].FirstAt);
        Assert.Equal(TimeSpan.FromMinutes(15), courses[Database].RecoveredAt);
        Assert.Null(courses[Aside].FirstAt);
        Assert.Equal(0.5, courses[Database].Severity[3], 1e-6);
    }

    [Fact]
    public void Report_ClaimsOfOrderAndPhase_AreJudgedByTheCourses()
    {
        var run = new ScenarioRun(Scenario([Database, Web]), 1, TwinSettings.Default);

        run.RunToEnd();

        var results = run.Report().Expectations;
        Assert.Equal([true, false, true, false, false], results.Select(result => result.Passed));
        Assert.Equal("00:10:00 after the onset (+100% of 00:05:00)", results[3].Found);
        Assert.True(results[3].IsDeviation);
        Assert.True(results[3].IsAccepted);
        Assert.False(results[4].IsAccepted);
    }

    [Fact]
    public void Of_NoClaimAboutImpacts_WatchesNothing() =>
        Assert.Null(ImpactWatch.Of(Scenario([]) with { Expectations = [] }));

    private static Scenario Scenario(ImmutableArray<EntityId> order) => new(
        "small", "", "", 1, EstateBuilder.Of("web -> db1", "aside -> db2").Build(),
        [new LoadSource(Web, "users", 20, 0, 12, 0), new LoadSource(Aside, "others", 20, 0, 12, 0)],
        Start, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10),
        [
            new TimelineStep(
                new StepTime(TimeSpan.FromMinutes(5), null, null),
                new FaultSpec(
                    "errors", "error-add", [Database], null,
                    ImmutableSortedDictionary<string, double>.Empty.Add("ratio", 0.5), TimeSpan.Zero,
                    TimeSpan.FromMinutes(10)),
                null, null, null),
        ],
        [
            new Expectation(ExpectationKind.AffectedInOrder, null, TimeSpan.FromMinutes(1), null) { Entities = order },
            new Expectation(ExpectationKind.AffectedInOrder, null, null, null) { Entities = [Database, Aside] },
            Phase(ImpactPhase.Recovery, 13),
            Phase(ImpactPhase.Recovery, 10) with { Deviation = "the minutes are wrong on purpose" },
            Phase(ImpactPhase.Start, 7),
        ],
        new GroundTruth([Database], null, TimeSpan.FromMinutes(5)));

    // Recovery comes ten minutes after the onset; eight are claimed and a quarter is allowed.
    private static Expectation Phase(ImpactPhase phase, int minute) => new(ExpectationKind.PhaseAt, null, null, null)
    {
        Phase = phase,
        Entities = [Database],
        At = TimeSpan.FromMinutes(minute),
        Share = 0.25,
    };
}
