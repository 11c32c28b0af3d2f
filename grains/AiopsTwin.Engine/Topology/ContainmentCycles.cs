using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Topology;

/// <summary>
/// Finds entities that run on, or stand in, themselves through others. Calls may go round in circles; containment may
/// not. Leaves first (Kahn 1962): what can never be taken away lies on, or above, a cycle; then the same from the other
/// side, so that only what lies on cycles and between them is named. Linear in the containment links.
/// </summary>
internal static class ContainmentCycles
{
    public static IEnumerable<EntityId> Find(TopologySnapshot snapshot)
    {
        var links = snapshot.Dependencies
            .Where(link => link.Kind is DependencyKind.RunsOn or DependencyKind.InRack)
            .Where(link => !link.Dependent.IsNone && !link.On.IsNone && link.Dependent != link.On)
            .ToList();
        links = Peel(links, link => link.Dependent, link => link.On);
        links = Peel(links, link => link.On, link => link.Dependent);
        return links.Select(link => link.Dependent).Distinct().Order();
    }

    /// <summary>Removes, again and again, the links whose near end is the far end of no link left.</summary>
    private static List<Dependency> Peel(
        List<Dependency> links, Func<Dependency, EntityId> near, Func<Dependency, EntityId> far)
    {
        var arriving = new Dictionary<EntityId, int>();
        foreach (var link in links)
        {
            arriving[far(link)] = arriving.GetValueOrDefault(far(link)) + 1;
        }

        var leaving = links.ToLookup(near);
        var free = new Stack<EntityId>(leaving.Select(group => group.Key).Where(id => !arriving.ContainsKey(id)));
        var gone = new HashSet<EntityId>();
        while (free.TryPop(out var entity))
        {
            gone.Add(entity);
            foreach (var link in leaving[entity])
            {
                arriving[far(link)]--;
                if (arriving[far(link)] == 0)
                {
                    free.Push(far(link));
                }
            }
        }

        return links.Where(link => !gone.Contains(near(link))).ToList();
    }
}
