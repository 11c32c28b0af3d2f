using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>
/// Small faults along a chain of calls, each a minute after the one before and on its callee. Every fault is over
/// before the next begins, so that none can be the effect of another: what begins after an effect ended did not
/// cause it.
/// </summary>
internal sealed class FaultChain() : CorrelationCase(
    "T13", "12 small faults walk down a chain of calls, 60 s and one call apart, each over before the next",
    "12 incidents, none joined")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var chain = estate.ServicesOn(estate.Row(80), 12);
        var alerts = new AlertScript(random.Fork("alerts"));
        for (var i = 0; i < chain.Count; i++)
        {
            if (i > 0)
            {
                estate.Call(chain[i - 1], chain[i]);
            }

            var at = (i + 1) * 60;
            var cause = alerts.Fault(chain[i]);
            alerts.RaiseAt(chain[i], Claim.Errors, (at, at + alerts.Within(15)), cause);
            alerts.EndAt(chain[i], Claim.Errors, (at, at + 42), cause);
        }

        yield return alerts.Build(estate.Build(), (chain.Count * 60) + 400);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) =>
        [.. Bar.Incidents(outcome, 12), .. Bar.Roots(outcome), .. Bar.Pure(outcome)];
}
