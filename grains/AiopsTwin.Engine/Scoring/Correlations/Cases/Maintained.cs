using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A rack is worked on by plan while a switch elsewhere dies.</summary>
internal sealed class Maintained() : CorrelationCase(
    "T16",
    "planned work on a switch and its racks, while another switch dies",
    "nobody is told of the planned work, the other switch is named")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        NetworkRow planned = estate.Row(150, spine), failed = estate.Row(150, spine);
        estate.ServicesOn(estate.Row(60, spine), 10);
        var alerts = new AlertScript(random.Fork("alerts"));
        var work = alerts.Fault(planned.Switch, isPaged: false);
        var cause = alerts.Fault(failed.Switch);
        alerts.Change(Window(planned.Switch, 0, 900), 0);
        alerts.Raise(planned.Switch, Claim.SwitchDown, new Spell(60, 700), work);
        alerts.Unreachable(planned.Machines, new Spell(60, 700), 4, work);
        var at = 60 + alerts.Within(60);
        alerts.Raise(failed.Switch, Claim.SwitchDown, new Spell(at), cause);
        alerts.Unreachable(failed.Machines, new Spell(at), 4, cause);
        yield return alerts.Build(estate.Build(), 1100);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome)
    {
        foreach (var miss in Bar.Incidents(outcome, 1).Concat(Bar.Told(outcome, 1)).Concat(Bar.Roots(outcome)))
        {
            yield return miss;
        }

        var planned = outcome.Signals.Count(signal => signal.Causes[0] == 0 && signal.Incident is not null);
        if (planned > 0)
        {
            yield return $"{planned} alerts of planned work are in incidents";
        }
    }

    private static ChangeEvent Window(EntityId entity, double from, double until) => new(
        $"work on {entity.Name}", "calendar", entity, ChangeKind.Infrastructure, AlertScript.Clock(from),
        "planned work",
        ImmutableSortedDictionary<string, string>.Empty.Add(
            MaintenanceWindow.UntilAttribute,
            AlertScript.Clock(until).ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
}
