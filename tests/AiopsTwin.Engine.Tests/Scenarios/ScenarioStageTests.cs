using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Scenarios;

public sealed class ScenarioStageTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(30, -600, false)]
    [InlineData(30, 29, false)]
    [InlineData(30, 30, true)]
    [InlineData(null, -1, false)]
    [InlineData(null, 0, true)]
    public void Concerns_IncidentFromBeforeTheTrouble_IsFalse(int? onset, int openedAt, bool concerns)
    {
        var stage = new ScenarioStage(Scenario(onset), 1);

        Assert.Equal(concerns, stage.Concerns(new Incident(
            "INC-1", IncidentState.Diagnosed, AlertSeverity.Warning, "", Start, Start.AddSeconds(openedAt), Start, null,
            null, [], 0, [], [], null, [])));
    }

    private static Scenario Scenario(int? onset) => new(
        "small", "", "", 1, EstateBuilder.Of("web -> db1").Build(), [], Start, TimeSpan.FromHours(1), TimeSpan.Zero,
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), [], [],
        new GroundTruth(
            ImmutableArray<EntityId>.Empty, null, onset is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
}
