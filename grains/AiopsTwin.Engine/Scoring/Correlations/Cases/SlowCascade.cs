using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>A database gets slow, and one tier after another follows, ten minutes apart.</summary>
internal sealed class SlowCascade() : CorrelationCase(
    "T12", "a database fails and five tiers follow within 40 min", "1 incident, the database first")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var row = estate.Row(60);
        var database = estate.Add(EntityKind.Datastore);
        estate.Link(database, row.Machines[0], DependencyKind.RunsOn);
        var alerts = new AlertScript(random.Fork("alerts"));
        var cause = alerts.Fault(database);
        alerts.Raise(database, Claim.DatabaseDown, new Spell(60), cause);
        List<EntityId> below = [database];
        for (var tier = 1; tier <= 4; tier++)
        {
            var services = estate.ServicesOn(row, 3);
            foreach (var service in services)
            {
                estate.Call(service, below[alerts.Pick(below.Count)]);
                alerts.Raise(service, Claim.Errors, new Spell(60 + (tier * 600) + alerts.Within(60)), cause);
            }

            below = services;
        }

        yield return alerts.Build(estate.Build(), 60 + 2400 + 400);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) =>
        [.. Bar.Incidents(outcome, 1), .. Bar.Roots(outcome), .. Bar.Pure(outcome)];
}
