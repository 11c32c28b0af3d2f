using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Scenarios.Tests.Files;

/// <summary><see cref="ProvenanceFields"/> and what else a scenario modelled on a real incident says.</summary>
public sealed class ProvenanceFieldsTests
{
    [Fact]
    public void Parse_Provenance_IsKeptFactByFact()
    {
        var provenance = Read("truth:", """
            provenance:
              title: modelled on an outage
              report: https://example.org/report
              date: 2017-02-28
              scale: An hour of the incident is a minute here.
              facts:
                - { text: It rained., status: reported }
                - { text: The roof leaked., status: assumed }
            truth:
            """).Provenance!;

        Assert.Equal("modelled on an outage", provenance.Title);
        Assert.Equal("https://example.org/report", provenance.Report);
        Assert.Equal(new DateOnly(2017, 2, 28), provenance.Date);
        Assert.Equal("An hour of the incident is a minute here.", provenance.Scale);
        Assert.Equal(
            [
                new ProvenanceFact("It rained.", FactStatus.Reported),
                new ProvenanceFact("The roof leaked.", FactStatus.Assumed),
            ],
            provenance.Facts);
    }

    [Fact]
    public void Parse_Step_KeepsWhoActedAndWhetherThatIsKnown()
    {
        const string Told = "revert: slow\n    actor: on call\n    source: the report\n    status: reported";
        var step = Read("revert: slow", Told)
            .Timeline.Single(one => one.Reverts is not null);

        Assert.Equal(("on call", "the report", FactStatus.Reported), (step.Actor, step.Source, step.Status));
    }

    [Fact]
    public void Parse_ClaimsAboutImpacts_CountFromTheStart()
    {
        var claims = Read("- incidentCount: 1", """
            - { affectedInOrder: [ "datastore:db", "service:web" ], tolerance: 2m }
              - phaseAt: { phase: mitigation, of: [ "service:web" ], at: 09:20, within: 0.1 }
                deviation: The report tells no minute.
            """).Expectations;

        Assert.Equal(ExpectationKind.AffectedInOrder, claims[0].Kind);
        Assert.Equal(["db", "web"], claims[0].Entities.Select(entity => entity.Name));
        Assert.Equal(TimeSpan.FromMinutes(2), claims[0].Within);
        Assert.Equal((ExpectationKind.PhaseAt, ImpactPhase.Mitigation), (claims[1].Kind, claims[1].Phase));
        Assert.Equal((TimeSpan.FromMinutes(20), 0.1), (claims[1].At, claims[1].Share));
        Assert.Equal("The report tells no minute.", claims[1].Deviation);
    }

    [Fact]
    public void Parse_NoTimeBeforeTheOnset_IsRefused()
    {
        var text = SmallScenario.With("warmUp: 1h", "warmUp: 0s")
            .Replace("onset: 10m", "onset: 0s", StringComparison.Ordinal)
            .Replace(
                "- incidentCount: 1", "- affectedInOrder: [ \"datastore:db\", \"service:web\" ]",
                StringComparison.Ordinal);

        var problem = Assert.Single(ScenarioFormat.Parse(text, "small.yaml").Problems);

        Assert.Equal("truth.onset", problem.Field);
        Assert.Equal("needs time before it, which says what is usual of those hit", problem.Reason);
    }

    private static Scenario Read(string part, string replacement)
    {
        var parsed = ScenarioFormat.Parse(SmallScenario.With(part, replacement), "small.yaml");

        Assert.Empty(parsed.Problems);
        return parsed.Value!;
    }
}
