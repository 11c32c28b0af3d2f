using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A service fails every minute for an hour, is well for half an hour, then fails for good.</summary>
internal sealed class Flapping() : CorrelationCase(
    "T9",
    "an alert comes and goes every minute for an hour; 30 min later the service fails for good",
    "1 incident for the flapping, called so, with at most 2 notifications; the failure is a new one")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var services = estate.ServicesOn(estate.Row(40), 8);
        estate.Call(services[1], services[0]);
        var alerts = new AlertScript(random.Fork("alerts"));
        var flaps = alerts.Fault(services[0]);
        for (var minute = 1; minute <= 60; minute++)
        {
            alerts.Raise(services[0], Claim.Errors, new Spell(minute * 60, (minute * 60) + 31), flaps);
        }

        alerts.Raise(services[0], Claim.Errors, new Spell((60 * 60) + 31 + 1830), alerts.Fault(services[0]));
        yield return alerts.Build(estate.Build(), (60 * 60) + 1830 + 400);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome)
    {
        foreach (var miss in Bar.Incidents(outcome, 2).Concat(Bar.Told(outcome, 3)).Concat(Bar.Pure(outcome)))
        {
            yield return miss;
        }

        if (Bar.Of(outcome, 0) is { IsFlapping: false } flapping)
        {
            yield return $"{flapping.Id} is not called flapping";
        }
    }
}
