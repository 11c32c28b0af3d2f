using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scoring;

public sealed class RunScorerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("a", true, "1 incident")]
    [InlineData("a b", false, "2 incidents")]
    [InlineData("a b>a c>a", true, "1 incident, 2 more merged into it")]
    [InlineData("a b c>b", false, "2 incidents, 1 more merged into them")]
    [InlineData("", false, "0 incidents")]
    public void Score_MergedIncidents_CountAsPartOfTheirSurvivor(string incidents, bool passed, string found)
    {
        var report = Score(Incidents(incidents, 60));

        var result = report.Expectations.Single(one => one.Expectation.Kind == ExpectationKind.IncidentCount);
        Assert.Equal((passed, found), (result.Passed, result.Found));
        Assert.Equal(incidents.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(one => one.Length == 1),
            report.IncidentCount);
    }

    [Fact]
    public void Score_IncidentFromBeforeTheFault_DetectsNothing()
    {
        var report = Score(Incidents("a", 10));

        Assert.Null(report.TimeToDetect);
    }

    [Fact]
    public void Score_IncidentMergedIntoAFalseOne_DetectsNothing()
    {
        var report = Score([.. Incidents("a", 10), .. Incidents("b>a", 60)]);

        Assert.Null(report.TimeToDetect);
    }

    [Fact]
    public void Score_FirstIncidentSinceTheFault_IsTheOneThatCounts()
    {
        var report = Score([.. Incidents("a", 10), .. Incidents("b", 75)]);

        Assert.Equal(TimeSpan.FromSeconds(45), report.TimeToDetect);
    }

    private static RunReport Score(ImmutableArray<Incident> incidents)
    {
        var estate = EstateBuilder.Of("web -> db1").Build();
        var scenario = new Scenario(
            "small", "", "", 1, estate, [], Start, TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(10), [], [new Expectation(ExpectationKind.IncidentCount, 1, null, null)],
            new GroundTruth([Graph.Id("db1")], null, TimeSpan.FromSeconds(30)));
        return RunScorer.Score(new RunFacts(
            scenario, 1, Start.AddHours(1), 0, 0, incidents, null, null, ImmutableHashSet<EntityId>.Empty));
    }

    /// <summary>Incidents by name; <c>b&gt;a</c> is one that was merged into another.</summary>
    private static ImmutableArray<Incident> Incidents(string names, double openedAt) =>
    [
        .. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new Incident(
            name[..1], IncidentState.Open, AlertSeverity.Warning, name, Start, Start.AddSeconds(openedAt), null, null,
            null, [], 0, [], [], null, [])
        {
            MergedInto = name.Length > 1 ? name[2..] : null,
        }),
    ];
}
