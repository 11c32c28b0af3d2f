using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A switch dies, and forty services elsewhere have troubles of their own.</summary>
internal sealed class UnrelatedNoise() : CorrelationCase(
    "T6",
    "a switch with 300 machines dies, 40 unrelated services alert elsewhere",
    "at least 39 of 40 outside the storm, and all of them in incidents")
{
    private const int Strangers = 40;

    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        var row = estate.Row(300, spine);
        var other = estate.Row(200, spine);
        var lonely = estate.ServicesOn(other, Strangers);
        var alerts = new AlertScript(random.Fork("alerts"));
        var at = 60 + alerts.Within(30);
        var cause = alerts.Fault(row.Switch);
        alerts.Raise(row.Switch, Claim.SwitchDown, new Spell(at), cause);
        alerts.Unreachable(row.Machines, new Spell(at), 4, cause);
        foreach (var service in lonely)
        {
            alerts.Raise(service, Claim.Errors, new Spell(alerts.Within(300)), alerts.Fault(service));
        }

        yield return alerts.Build(estate.Build(), at + 600);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome)
    {
        var storm = Bar.Of(outcome, 0)?.Id;
        var strangers = outcome.Signals.Where(signal => signal.Causes[0] > 0).ToList();
        var inside = strangers.Count(signal => signal.Incident == storm);
        if (inside > 1)
        {
            yield return $"{inside} of {Strangers} unrelated alerts are in the storm's incident";
        }

        var nowhere = strangers.Count(signal => signal.Incident is null);
        if (nowhere > 0)
        {
            yield return $"{nowhere} of {Strangers} unrelated alerts opened nothing";
        }

        if (outcome.Verdicts[0].Rank != 1 || outcome.Scores.Split > 0)
        {
            yield return FormattableString.Invariant(
                $"the storm: root at rank {outcome.Verdicts[0].Rank}, split {outcome.Scores.Split:0.0000}");
        }
    }
}
