using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A switch dies with everything behind it; it says so first, in the middle of the storm, or two minutes after
/// everybody else.</summary>
internal sealed class SwitchStorm(string name, int machines) : CorrelationCase(
    name,
    $"a switch with {machines} machines dies: {(4 * machines) + 1} alerts, the switch first, amid or 120 s last",
    "1 incident, the switch first, at most 2 notifications")
{
    private const double Lasts = 600;

    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        var row = estate.Row(machines, spine);
        var healthy = estate.Row(60, spine);
        estate.ServicesOn(healthy, 10);
        var alerts = new AlertScript(random.Fork("alerts"));
        var at = 60 + alerts.Within(30);
        var cause = alerts.Fault(row.Switch);
        alerts.Unreachable(row.Machines, new Spell(at, at + Lasts), 4, cause);
        double[] lateness = [1, 15, 120];
        alerts.RaiseAt(row.Switch, Claim.SwitchDown, (at, at + lateness[alerts.Pick(3)]), cause);
        alerts.EndAt(row.Switch, Claim.SwitchDown, (at, at + Lasts), cause);
        yield return alerts.Build(estate.Build(), at + Lasts + 1200);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) =>
        [.. Bar.Incidents(outcome, 1), .. Bar.Roots(outcome), .. Bar.Told(outcome, 2), .. Bar.Pure(outcome)];
}
