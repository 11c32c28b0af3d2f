using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Scoring.Correlations.Cases;

/// <summary>Three faults in an estate of which the twin has a wrong map: links are missing, and others were never
/// there.</summary>
internal sealed class WrongMap(int missing, double least) : CorrelationCase(
    $"T14-{missing}",
    $"a switch, a database and a host fail; {missing} % of the links are missing on the map, 5 % are false",
    FormattableString.Invariant($"pairwise F1 at least {least:0.00}"))
{
    private const int FalsePercent = 5;

    internal override IEnumerable<CorrelationScript> Scripts(SeededRandom random)
    {
        var estate = new EstateSketch(random.Fork("estate"));
        var spine = estate.Add(EntityKind.Switch);
        NetworkRow row = estate.Row(100, spine), other = estate.Row(80, spine), third = estate.Row(80, spine);
        var database = estate.Add(EntityKind.Datastore);
        estate.Link(database, other.Machines[0], DependencyKind.RunsOn);
        var services = estate.ServicesOn(other, 15);
        services.ForEach(service => estate.Call(service, database));
        estate.ServicesOn(third, 10);
        var alerts = new AlertScript(random.Fork("alerts"));
        int network = alerts.Fault(row.Switch), storage = alerts.Fault(database), iron = alerts.Fault(third.Hosts[0]);
        alerts.Raise(row.Switch, Claim.SwitchDown, new Spell(60), network);
        alerts.Unreachable(row.Machines, new Spell(60), 2, network);
        alerts.Raise(database, Claim.DatabaseDown, new Spell(70), storage);
        services.ForEach(service => alerts.Raise(service, Claim.Errors, new Spell(72), storage));
        alerts.Raise(third.Hosts[0], Claim.HostDown, new Spell(80), iron);
        var stand = third.Machines.Where((_, i) => i % third.Hosts.Count == 0);
        alerts.Unreachable(stand, new Spell(80), 2, iron);
        yield return alerts.Build(Worn(estate.Build(), random.Fork("map")), 600);
    }

    internal override IEnumerable<string> Misses(CorrelationOutcome outcome) => Bar.F1(outcome, least);

    /// <summary>The map with links lost and links made up between entities of the kinds they join elsewhere.</summary>
    private TopologySnapshot Worn(TopologySnapshot map, SeededRandom random)
    {
        var builder = new TopologyBuilder();
        foreach (var entity in map.Entities)
        {
            builder.Add(entity);
        }

        var kept = new HashSet<(EntityId, EntityId, DependencyKind)>();
        var links = map.Dependencies.Where(_ => random.NextInt(100) >= missing).ToList();
        var whole = links.CountBy(link => (link.Dependent, link.Group)).Where(pair => pair.Value > 1)
            .Select(pair => pair.Key).ToHashSet();
        foreach (var group in map.Groups.Where(group => whole.Contains((group.Dependent, group.Name))))
        {
            builder.Group(group);
        }

        foreach (var link in links)
        {
            // What is left of a group of two is a single link.
            builder.Link(whole.Contains((link.Dependent, link.Group)) ? link : link with { Group = null });
            kept.Add((link.Dependent, link.On, link.Kind));
        }

        for (var made = links.Count * FalsePercent / 100; made > 0; made--)
        {
            var left = map.Dependencies[random.NextInt(map.Dependencies.Length)];
            var right = map.Dependencies[random.NextInt(map.Dependencies.Length)];
            var isPlausible = left.Kind == right.Kind && left.On.Kind == right.On.Kind && left.Dependent != right.On;
            if (isPlausible && kept.Add((left.Dependent, right.On, left.Kind)))
            {
                builder.Link(left.Dependent, right.On, left.Kind);
            }
        }

        return builder.Build();
    }
}
