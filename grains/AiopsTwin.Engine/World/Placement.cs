using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Where the copies of every process stand. Copies are dealt evenly, one after the other, over the process' runs-on
/// links in id order; a process without such a link stands nowhere in the estate and is lost with nothing.
/// </summary>
internal sealed class Placement
{
    public Placement(WorldMap map)
    {
        var runsOn = new List<int>[map.Entities.Length];
        foreach (var (dependent, on, _) in map.Links(DependencyKind.RunsOn))
        {
            (runsOn[dependent] ??= []).Add(on);
        }

        HostOfUnit = new int[map.Entities.Length];
        UnitsOnHost = new int[map.HostNode.Length];
        for (var node = 0; node < map.Entities.Length; node++)
        {
            HostOfUnit[node] = HostUnder(map, runsOn, node);
            if (map.Kinds[node] == EntityKind.Instance && HostOfUnit[node] >= 0)
            {
                UnitsOnHost[HostOfUnit[node]]++;
            }
        }

        Start = new int[map.Processes.Length + 1];
        PlacesOnUnit = new List<(int Process, int Place)>?[map.Entities.Length];
        var units = new List<int>();
        var copies = new List<int>();
        var owners = new List<int>();
        for (var p = 0; p < map.Processes.Length; p++)
        {
            var places = runsOn[map.ProcessNode[p]] ?? [];
            var (replicas, most) = (map.Processes[p].Replicas, map.Processes[p].Autoscaler?.Most ?? 0);
            var used = Math.Min(places.Count, Math.Max(replicas, most));
            for (var i = 0; i < used; i++)
            {
                units.Add(places[i]);
                copies.Add(Dealt(replicas, i, used));
                owners.Add(p);
            }

            Start[p + 1] = units.Count;
        }

        ProcessOfPlace = [.. owners];
        Unit = [.. units];
        Copies = [.. copies];
        HostOfPlace = Array.ConvertAll(Unit, unit => HostOfUnit[unit]);
        var onHost = Array.ConvertAll(map.HostNode, _ => new List<int>());
        foreach (var p in map.ProcessesByEntity)
        {
            for (var i = Start[p]; i < Start[p + 1]; i++)
            {
                (PlacesOnUnit[Unit[i]] ??= []).Add((p, i));
                if (HostOfPlace[i] >= 0)
                {
                    onHost[HostOfPlace[i]].Add(i);
                }
            }
        }

        PlacesOnHost = Array.ConvertAll(onHost, places => places.ToArray());
    }

    /// <summary>Places of process p are the slots Start[p] .. Start[p + 1).</summary>
    public int[] Start { get; }

    /// <summary>Process whose copies stand at a place.</summary>
    public int[] ProcessOfPlace { get; }

    /// <summary>Node (host or instance) of a place.</summary>
    public int[] Unit { get; }

    /// <summary>Copies at a place.</summary>
    public int[] Copies { get; }

    /// <summary>Host number below a node: its own, or that of what it runs on; -1 for none.</summary>
    public int[] HostOfUnit { get; }

    /// <summary>Host number below a place; -1 for none.</summary>
    public int[] HostOfPlace { get; }

    /// <summary>Places above every host, in order of entity: the order in which their shares are summed.</summary>
    public int[][] PlacesOnHost { get; }

    /// <summary>Places that stand on a node, in order of entity; null for none.</summary>
    public List<(int Process, int Place)>?[] PlacesOnUnit { get; }

    /// <summary>Instances that share a host.</summary>
    public int[] UnitsOnHost { get; }

    /// <summary>Copies at the i-th of some places when so many are dealt.</summary>
    public static int Dealt(int copies, int i, int places) =>
        (copies / places) + (i < copies % places ? 1 : 0);

    private static int HostUnder(WorldMap map, List<int>?[] runsOn, int node)
    {
        // Processes may run on several hosts and have no single one below them; only units do.
        if (map.ProcessOfNode[node] >= 0)
        {
            return -1;
        }

        for (var depth = 0; depth < map.Entities.Length; depth++)
        {
            if (map.HostOfNode[node] >= 0)
            {
                return map.HostOfNode[node];
            }

            if (runsOn[node] is not [var first, ..])
            {
                return -1;
            }

            node = first;
        }

        return -1;
    }
}
