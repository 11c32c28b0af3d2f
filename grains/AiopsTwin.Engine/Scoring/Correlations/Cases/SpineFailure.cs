using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A spine dies, and both access switches under it with their machines.</summary>
internal sealed class SpineFailure() : CorrelationCase(
    "T4-spine", "the spine above two access switches dies", "1 incident, the spine first")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        NetworkRow[] rows = [estate.Row(150, spine), estate.Row(150, spine)];
        estate.ServicesOn(estate.Row(60, estate.Add(EntityKind.Switch)), 10);
        var alerts = new AlertScript(random.Fork("alerts"));
        var at = 60 + alerts.Within(30);
        var cause = alerts.Fault(spine);
        alerts.Raise(spine, Claim.SwitchDown, new Spell(at), cause);
        foreach (var row in rows)
        {
            alerts.Raise(row.Switch, new Claim("UplinkDown"), new Spell(at), cause);
            alerts.Unreachable(row.Machines, new Spell(at), 3, cause);
        }

        yield return alerts.Build(estate.Build(), at + 400);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) =>
        [.. Bar.Incidents(outcome, 1), .. Bar.Roots(outcome), .. Bar.Pure(outcome)];
}
