using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A deployment breaks a service that many use; three others were made about the same time.</summary>
internal sealed class BadDeployment() : CorrelationCase(
    "T15",
    "a bad deployment on a shared service, 3 innocent ones in the window, one of them after the onset",
    "1 incident, the service and its deployment first")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var row = estate.Row(80);
        var library = estate.ServiceOn(row);
        var users = estate.ServicesOn(row, 10);
        users.ForEach(service => estate.Call(service, library));
        var front = estate.ServicesOn(row, 3);
        front.ForEach(service => estate.Call(service, users[0]));
        var others = estate.ServicesOn(row, 8);
        var alerts = new AlertScript(random.Fork("alerts"));
        var at = 900 + alerts.Within(60);
        var guilty = Deployment(library, at - 120 - alerts.Within(120));
        alerts.Change(guilty.Change, guilty.At);
        (EntityId, double)[] innocent =
        [
            (users[1 + alerts.Pick(9)], at + 40 + alerts.Within(60)),
            (others[alerts.Pick(8)], at - 100 - alerts.Within(200)),
            (front[1 + alerts.Pick(2)], at - 300 - alerts.Within(300)),
        ];
        foreach (var (service, when) in innocent)
        {
            alerts.Change(Deployment(service, when).Change, when);
        }

        var cause = alerts.Fault(library, guilty.Change.Id);
        alerts.Raise(library, Claim.Errors, new Spell(at), cause);
        users.Concat(front).ToList().ForEach(
            service => alerts.Raise(service, Claim.Errors, new Spell(at + 2), cause));
        yield return alerts.Build(estate.Build(), at + 400);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome)
    {
        foreach (var miss in Bar.Incidents(outcome, 1).Concat(Bar.Roots(outcome)).Concat(Bar.Pure(outcome)))
        {
            yield return miss;
        }

        var named = Bar.Of(outcome, 0)?.Diagnosis?.Suspects.FirstOrDefault(suspect => suspect.Change is not null);
        if (named?.Change?.Id != outcome.Script.Faults[0].Change)
        {
            yield return named is null ? "no change is named" : $"the change named first is {named.Change!.Id}";
        }
    }

    private static (ChangeEvent Change, double At) Deployment(EntityId service, double at) => (
        new ChangeEvent(
            $"deploy {service.Name}", "pipeline", service, ChangeKind.Deployment, AlertScript.Clock(at),
            $"new version of {service.Name}", ImmutableSortedDictionary<string, string>.Empty),
        at);
}
