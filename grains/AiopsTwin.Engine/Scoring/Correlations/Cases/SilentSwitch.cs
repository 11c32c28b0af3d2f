using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A switch dies without a word, and only some of the machines behind it complain. The same storm with a word
/// from the switch is played beside it, to compare how sure the twin is.</summary>
internal sealed class SilentSwitch(int percent, int rank) : CorrelationCase(
    $"T2-{percent}",
    $"a switch that never alerts, {percent} % of its 500 machines complain",
    $"1 incident, the switch among the first {rank}, less sure than when it alerts")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        yield return Script(random, isSilent: true);
        yield return Script(random, isSilent: false);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) =>
        [.. Bar.Incidents(outcome, 1), .. Bar.Roots(outcome, rank), .. Bar.Pure(outcome)];

    internal override IEnumerable<string> Across(ImmutableArray<CorrelationOutcome> outcomes)
    {
        var (silent, told) = (outcomes[0].Verdicts[0], outcomes[1].Verdicts[0]);
        if (silent.Posterior >= told.Posterior)
        {
            yield return FormattableString.Invariant(
                $"as sure without a word of the switch ({silent.Posterior:0.000}) as with it ({told.Posterior:0.000})");
        }
    }

    private CorrelationScript Script(SeededRandom random, bool isSilent)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        var row = estate.Row(500, spine);
        estate.ServicesOn(estate.Row(60, spine), 10);
        var alerts = new AlertScript(random.Fork("alerts"));
        var at = 60 + alerts.Within(30);
        var cause = alerts.Fault(row.Switch);
        var complaining = row.Machines.Where(_ => alerts.Pick(100) < percent).ToList();
        alerts.Unreachable(complaining, new Spell(at), 4, cause);
        if (!isSilent)
        {
            alerts.RaiseAt(row.Switch, Claim.SwitchDown, (at, at + 1), cause);
        }

        return alerts.Build(estate.Build(), at + 300);
    }
}
