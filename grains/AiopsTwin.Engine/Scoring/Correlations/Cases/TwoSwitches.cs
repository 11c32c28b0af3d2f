using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>Two switches die at once; a healthy spine may stand above both.</summary>
internal sealed class TwoSwitches(string name, bool hasSpine) : CorrelationCase(
    name,
    hasSpine
        ? "two access switches under one healthy spine die at once"
        : "two switches in different racks die at once",
    "2 incidents, no alert in the wrong one, both switches named")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        EntityId? spine = hasSpine ? estate.Add(EntityKind.Switch) : null;
        NetworkRow[] rows = [estate.Row(150, spine), estate.Row(150, spine), estate.Row(60, spine)];
        estate.ServicesOn(rows[2], 10);
        var alerts = new AlertScript(random.Fork("alerts"));
        var at = 60 + alerts.Within(30);
        foreach (var row in rows[..2])
        {
            var cause = alerts.Fault(row.Switch);
            alerts.Raise(row.Switch, Claim.SwitchDown, new Spell(at), cause);
            alerts.Unreachable(row.Machines, new Spell(at), 4, cause);
        }

        yield return alerts.Build(estate.Build(), at + 400);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) =>
        [.. Bar.Incidents(outcome, 2), .. Bar.Roots(outcome), .. Bar.Pure(outcome)];
}
