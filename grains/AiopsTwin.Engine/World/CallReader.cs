using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World;

/// <summary>Reads the calls of an estate: the behaviour from its model, kind and criticality from its graph.</summary>
internal static class CallReader
{
    /// <summary>All calls, by (caller, callee), with consumers turned round to where messages come from.</summary>
    public static List<Call> Read(WorldMap map)
    {
        var links = new Dictionary<(EntityId, EntityId), Dependency>();
        foreach (var link in map.Estate.Topology.Dependencies)
        {
            if (link.Kind is DependencyKind.CallsSync or DependencyKind.CallsAsync)
            {
                links.TryAdd((link.Dependent, link.On), link);
            }
        }

        var receives = new HashSet<EntityId>(map.Load.Select(source => source.Entry));
        receives.UnionWith(map.Estate.World.Calls.Select(call => call.Callee));
        var calls = new List<Call>(map.Estate.World.Calls.Length);
        foreach (var model in map.Estate.World.Calls.OrderBy(call => call.Caller).ThenBy(call => call.Callee))
        {
            if (!links.TryGetValue((model.Caller, model.Callee), out var link))
            {
                throw new ArgumentException($"The call {model.Caller} -> {model.Callee} has no link in the topology.");
            }

            calls.Add(Read(map, model, link, receives.Contains(model.Caller)) with { Rank = calls.Count });
        }

        return calls;
    }

    private static Call Read(WorldMap map, CallModel model, Dependency link, bool callerReceives)
    {
        var caller = ProcessOf(map, model.Caller);
        var callee = ProcessOf(map, model.Callee);
        var isAsync = link.Kind == DependencyKind.CallsAsync;

        // Whoever relies on a queue, is called by nobody and has no load of its own lives on that queue's messages:
        // it depends on the queue, but the work flows the other way.
        var consumes = isAsync && !callerReceives && model.Callee.Kind == EntityKind.Queue;
        var mode = !isAsync ? CallMode.Sync
            : consumes || model.Caller.Kind == EntityKind.Queue ? CallMode.Pull : CallMode.Push;
        return new Call(
            consumes ? callee : caller,
            consumes ? caller : callee,
            consumes ? 1 / model.CallsPerRequest : model.CallsPerRequest,
            model.Stage,
            model.Timeout.TotalSeconds,
            isAsync ? 0 : model.Retries,
            model.Backoff.TotalSeconds,
            isAsync ? 0 : model.PoolSize,
            mode,
            link.Criticality == Criticality.Required,
            Rank: 0,
            model)
        {
            IsHeld = mode == CallMode.Sync && map.Processes[caller].HoldsSlots,
        };
    }

    private static int ProcessOf(WorldMap map, EntityId id) => map.ProcessOf(id) is >= 0 and var process
        ? process
        : throw new ArgumentException($"{id} calls or is called but has no process model.");
}
