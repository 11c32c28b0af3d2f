using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A switch and a database fail at once, and twenty services stand on both.</summary>
internal sealed class SharedVictims() : CorrelationCase(
    "T5",
    "a switch with 500 machines and a database elsewhere fail, 20 services suffer from both",
    "2 incidents, F1 at least 0.95, shared victims listed in both as contested and counted once")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        NetworkRow row = estate.Row(500, spine), other = estate.Row(80, spine);
        var database = estate.Add(EntityKind.Datastore);
        estate.Link(database, other.Machines[0], DependencyKind.RunsOn);
        var shared = estate.ServicesOn(row, 20);
        var own = estate.ServicesOn(other, 12);
        shared.Concat(own).ToList().ForEach(service => estate.Call(service, database));
        var alerts = new AlertScript(random.Fork("alerts"));
        var at = 60 + alerts.Within(30);
        int network = alerts.Fault(row.Switch), storage = alerts.Fault(database);
        alerts.Raise(row.Switch, Claim.SwitchDown, new Spell(at), network);
        alerts.Unreachable(row.Machines, new Spell(at), 2, network);
        var later = at + alerts.Within(60);
        alerts.Raise(database, Claim.DatabaseDown, new Spell(later), storage);
        own.ForEach(service => alerts.Raise(service, Claim.Errors, new Spell(later), storage));
        shared.ForEach(service => alerts.Raise(service, Claim.Errors, new Spell(later), network, storage));
        yield return alerts.Build(estate.Build(), later + 400);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) =>
        [.. Bar.Incidents(outcome, 2), .. Bar.Roots(outcome), .. Bar.F1(outcome, 0.95), .. Contested(outcome)];

    private static IEnumerable<string> Contested(CorrelationOutcome outcome)
    {
        if (Bar.Of(outcome, 0) is not { } left || Bar.Of(outcome, 1) is not { } right)
        {
            yield break;
        }

        var both = outcome.Script.Deliveries.Where(delivery => delivery.Causes.Count > 1)
            .Select(delivery => delivery.Alert!.Entity).Distinct().ToList();
        var listed = both.Count(entity => left.Contested.Contains(entity) && right.Contested.Contains(entity));
        if (listed < both.Count)
        {
            yield return $"{listed} of {both.Count} shared victims are listed in both incidents as contested";
        }

        var twice = both.Count(entity => left.Impact.Contains(entity) && right.Impact.Contains(entity));
        if (twice > 0)
        {
            yield return $"{twice} shared victims are counted twice";
        }
    }
}
