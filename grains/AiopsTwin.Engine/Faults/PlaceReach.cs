using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>What stands in a place.</summary>
internal static class PlaceReach
{
    /// <summary>Nodes of the hosts that are a place or stand in it; sorted.</summary>
    public static int[] HostsOf(WorldMap map, EntityId place) =>
        [.. NodesOf(map, place).Where(node => map.HostOfNode[node] >= 0)];

    /// <summary>Nodes that are a place or stand in it, by in-rack links, and instances on hosts that do; sorted.
    /// </summary>
    public static int[] NodesOf(WorldMap map, EntityId place)
    {
        var onHosts = map.Links(DependencyKind.RunsOn).Where(link => map.Kinds[link.Dependent] == EntityKind.Instance);
        var inside = map.Links(DependencyKind.InRack).Concat(onHosts).ToLookup(link => link.On, link => link.Dependent);
        var found = new SortedSet<int> { map.TryNodeOf(place) };
        var next = new Queue<int>(found);
        while (next.TryDequeue(out var node))
        {
            foreach (var dependent in inside[node].Where(found.Add))
            {
                next.Enqueue(dependent);
            }
        }

        return [.. found];
    }
}
