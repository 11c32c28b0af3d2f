using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A switch heals; what hangs on it stays red for two minutes and recovers one by one, but for one machine,
/// which has a trouble of its own by now.</summary>
internal sealed class RecoveryStorm() : CorrelationCase(
    "T10",
    "a switch heals, its 120 machines recover one by one after 120 s, one stays red",
    "no new incident in the recovery; the machine still red after 10 min gets its own, named itself")
{
    private const double Healed = 600;

    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        var row = estate.Row(120, spine);
        estate.ServicesOn(estate.Row(60, spine), 10);
        var alerts = new AlertScript(random.Fork("alerts"));
        var cause = alerts.Fault(row.Switch);
        alerts.Raise(row.Switch, Claim.SwitchDown, new Spell(60, Healed), cause);
        var stuck = row.Machines[alerts.Pick(row.Machines.Count)];
        foreach (var machine in row.Machines)
        {
            double? until = machine == stuck ? null : Healed + 120 + alerts.Within(120);
            alerts.Unreachable([machine], new Spell(60, until), 2, cause);
        }

        alerts.Fault(stuck, isPaged: false);
        yield return alerts.Build(estate.Build(), Healed + 1500);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome)
    {
        foreach (var miss in Bar.Incidents(outcome, 2).Concat(Bar.Told(outcome, 3)).Concat(Bar.Roots(outcome)))
        {
            yield return miss;
        }

        var stuck = outcome.Script.Faults[1].Root;
        var since = AlertScript.Clock(Healed + 600);
        var own = outcome.Incidents.FirstOrDefault(incident => incident.OpenedAt >= since);
        if (own?.Diagnosis?.Suspects.FirstOrDefault()?.Entity != stuck)
        {
            yield return own is null
                ? $"{stuck}, still red, has no incident of its own"
                : $"{own.Id} names {own.Diagnosis?.Suspects.FirstOrDefault()?.Entity.Text ?? "nobody"}, not {stuck}";
        }

        var early = outcome.Incidents.Count(incident => incident.OpenedAt < since) - 1;
        if (early > 0)
        {
            yield return $"{early} new incidents in the recovery";
        }
    }
}
