using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>Hosts with two uplinks lose one of them; a machine behind has a trouble of its own meanwhile.</summary>
internal sealed class LostUplink() : CorrelationCase(
    "T7",
    "one of two uplinks of 12 hosts with 120 machines is down; one machine has another trouble",
    "2 incidents, no machine blamed on the uplink, the lost redundancy told")
{
    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var uplinks = estate.Add(EntityKind.Switch, 2);
        var hosts = estate.Add(EntityKind.Host, 12);
        var machines = new List<EntityId>();
        foreach (var host in hosts)
        {
            estate.AnyOf(host, DependencyKind.ConnectsThrough, uplinks[0], uplinks[1]);
            foreach (var machine in estate.Add(EntityKind.Instance, 10))
            {
                estate.Link(machine, host, DependencyKind.RunsOn);
                machines.Add(machine);
            }
        }

        var alerts = new AlertScript(random.Fork("alerts"));
        var at = 60 + alerts.Within(30);
        alerts.Raise(uplinks[0], Claim.SwitchDown, new Spell(at), alerts.Fault(uplinks[0]));
        var sick = machines[alerts.Pick(machines.Count)];
        alerts.Raise(sick, new Claim("DiskFull"), new Spell(at + alerts.Within(120)), alerts.Fault(sick));
        yield return alerts.Build(estate.Build(), at + 500);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) =>
        [.. Bar.Incidents(outcome, 2), .. Bar.Roots(outcome), .. Bar.Pure(outcome), .. Told(outcome)];

    private static IEnumerable<string> Told(CorrelationOutcome outcome)
    {
        if (Bar.Of(outcome, 0) is not { } incident)
        {
            yield break;
        }

        var blamed = incident.BlastRadius.Count(reach => reach.Entity.Kind == EntityKind.Instance);
        if (blamed > 0)
        {
            yield return $"{blamed} machines are predicted to suffer from one uplink of two";
        }

        if (incident.Degraded.Length != 12)
        {
            yield return $"{incident.Degraded.Length} of 12 hosts are told to have lost redundancy";
        }
    }
}
