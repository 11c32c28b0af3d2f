using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>The same alerts come again after an incident was over.</summary>
internal sealed class Return(string name, double minutes, bool isNew) : CorrelationCase(
    name,
    $"a switch heals and dies again {minutes:0} min later",
    isNew ? "a new incident" : "the same incident again")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        var row = estate.Row(80, spine);
        estate.ServicesOn(estate.Row(40, spine), 6);
        var alerts = new AlertScript(random.Fork("alerts"));
        var again = 360 + (minutes * 60);
        var first = alerts.Fault(row.Switch);
        var second = isNew ? alerts.Fault(row.Switch) : first;
        foreach (var (spell, cause) in new[] { (new Spell(60, 360), first), (new Spell(again), second) })
        {
            alerts.Raise(row.Switch, Claim.SwitchDown, spell, cause);
            alerts.Unreachable(row.Machines, spell, 2, cause);
        }

        yield return alerts.Build(estate.Build(), again + 300);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) =>
        [.. Bar.Incidents(outcome, isNew ? 2 : 1), .. Bar.Roots(outcome), .. Bar.Pure(outcome)];
}
