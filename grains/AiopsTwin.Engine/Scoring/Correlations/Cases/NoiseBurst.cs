using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>Two switches die, and in the same seconds forty services in other rows have troubles of their own. All hang
/// on one spine that says nothing, and that would explain every one of them.</summary>
internal sealed class NoiseBurst() : CorrelationCase(
    "T6-burst",
    "two switches with 250 machines each die, 40 unrelated services in ten other rows alert in the same 15 s",
    "both switches first, and 39 of 40 services alone in incidents of their own")
{
    private const int Rows = 10;
    private const int Machines = 250;
    private const int Strangers = 40;
    private const double Lasts = 15;

    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        NetworkRow[] dead = [estate.Row(Machines, spine), estate.Row(Machines, spine)];
        var others = Enumerable.Range(0, Rows).Select(_ => estate.Row(Machines, spine)).ToArray();
        var lonely = Enumerable.Range(0, Strangers).Select(i => estate.ServiceOn(others[i % Rows])).ToList();
        var alerts = new AlertScript(random.Fork("alerts"));
        foreach (var row in dead)
        {
            var at = alerts.Within(Lasts / 3);
            var cause = alerts.Fault(row.Switch);
            alerts.Raise(row.Switch, Claim.SwitchDown, new Spell(at), cause);
            alerts.Unreachable(row.Machines, new Spell(at), 4, cause);
        }

        foreach (var service in lonely)
        {
            alerts.Raise(service, Claim.Errors, new Spell(alerts.Within(Lasts)), alerts.Fault(service));
        }

        yield return alerts.Build(estate.Build(), 600);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome)
    {
        for (var storm = 0; storm < 2; storm++)
        {
            if (outcome.Verdicts[storm].Rank != 1)
            {
                yield return $"switch {storm + 1}: root at rank {outcome.Verdicts[storm].Rank}";
            }
        }

        if (outcome.Scores.Split > 0)
        {
            yield return FormattableString.Invariant($"split {outcome.Scores.Split:0.0000}");
        }

        var alone = outcome.Signals.Where(signal => signal.Incident is not null).GroupBy(signal => signal.Incident)
            .Count(group => group.SelectMany(signal => signal.Causes).Distinct().Count() == 1
                && group.All(signal => signal.Causes[0] > 1));
        if (alone < Strangers - 1)
        {
            yield return $"{alone} of {Strangers} unrelated services have incidents of their own";
        }
    }
}
