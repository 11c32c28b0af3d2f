using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>
/// Which resource is full behind a process that no longer does what it should: of all that are full among the process
/// and what it calls, the one deepest in the calls, because whoever waits for it fills up too; where none is full, the
/// fullest. O(processes + calls).
/// </summary>
internal static class Bottleneck
{
    // A queue at this use already waits many services long, and one that is full never quite reaches 1.
    private const double Full = 0.95;

    /// <summary>Looks behind processes.</summary>
    /// <param name="world">The world they work in.</param>
    /// <param name="processes">Their numbers, at least one.</param>
    public static HeadroomLimit Find(SimulatedWorld world, params ReadOnlySpan<int> processes)
    {
        var state = world.State;
        (HeadroomLimit Limit, int Depth)? best = null;
        foreach (var (reached, depth) in Reached(state, processes))
        {
            var limit = Of(state, reached);
            if (best is not { } known || IsBefore(limit, depth, known.Limit, known.Depth))
            {
                best = (limit, depth);
            }
        }

        return best!.Value.Limit;
    }

    private static bool IsBefore(HeadroomLimit limit, int depth, HeadroomLimit known, int knownDepth) =>
        (limit.Use >= Full, known.Use >= Full) switch
        {
            (true, true) => depth > knownDepth || (depth == knownDepth && limit.Use > known.Use),
            (true, false) => true,
            (false, true) => false,
            _ => limit.Use > known.Use,
        };

    /// <summary>The processes and all they call, with the fewest calls between.</summary>
    private static List<(int Process, int Depth)> Reached(WorldState state, ReadOnlySpan<int> processes)
    {
        var graph = state.Map.Graph;
        var isSeen = new bool[state.Map.Processes.Length];
        var reached = new List<(int Process, int Depth)>();
        foreach (var process in processes)
        {
            reached.Add((process, 0));
            isSeen[process] = true;
        }

        for (var next = 0; next < reached.Count; next++)
        {
            var (at, depth) = reached[next];
            for (var i = graph.OutStart[at]; i < graph.OutStart[at + 1]; i++)
            {
                var call = graph.OutCalls[i];
                var to = graph.To[call];
                if (!isSeen[to] && graph.Mode[call] == CallMode.Sync)
                {
                    isSeen[to] = true;
                    reached.Add((to, depth + 1));
                }
            }
        }

        return reached;
    }

    /// <summary>What a process has least of. Cores count before connections and these before slots, because both hold
    /// slots up.</summary>
    private static HeadroomLimit Of(WorldState state, int p)
    {
        var (map, columns) = (state.Map, state.Processes);
        var entity = map.Processes[p].Entity;
        var slots = new HeadroomLimit(HeadroomResource.Slots, entity, null, columns.Rho[p]);
        var pool = FullestPool(state, p, entity);
        var host = FullestHost(state, p);
        return host is not null && (host.Use >= Full || host.Use > Math.Max(slots.Use, pool?.Use ?? 0)) ? host
            : pool is not null && (pool.Use >= Full || pool.Use > slots.Use) ? pool
            : slots;
    }

    private static HeadroomLimit? FullestPool(WorldState state, int p, EntityId entity)
    {
        var (graph, calls) = (state.Map.Graph, state.Calls);
        HeadroomLimit? fullest = null;
        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var call = graph.OutCalls[i];
            if (calls.Pool[call] > 0 && (fullest is null || calls.PoolRho[call] > fullest.Use))
            {
                fullest = new HeadroomLimit(
                    HeadroomResource.Connections, entity, state.Map.Processes[graph.To[call]].Entity,
                    calls.PoolRho[call]);
            }
        }

        return fullest;
    }

    private static HeadroomLimit? FullestHost(WorldState state, int p)
    {
        var (map, placement) = (state.Map, state.Map.Placement);
        HeadroomLimit? fullest = null;
        for (var i = placement.Start[p]; i < placement.Start[p + 1]; i++)
        {
            var host = placement.HostOfPlace[i];
            if (host < 0 || state.PlaceCopies[i] == 0)
            {
                continue;
            }

            var use = state.InversePhi[host] > 1 ? 1 : state.HostCoresUsed[host] / map.Cores[host];
            if (fullest is null || use > fullest.Use)
            {
                fullest = new HeadroomLimit(
                    HeadroomResource.Processor, map.Entities[map.HostNode[host]], null, use);
            }
        }

        return fullest;
    }
}
