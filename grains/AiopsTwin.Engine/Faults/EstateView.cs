using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Faults;

/// <summary>Answers a fault's questions about an estate, without building a world.</summary>
internal sealed class EstateView
{
    private readonly HashSet<EntityId> _entities;
    private readonly HashSet<EntityId> _processes;
    private readonly HashSet<(EntityId, EntityId)> _calls;
    private readonly HashSet<EntityId> _callers;
    private readonly HashSet<EntityId> _callees;

    public EstateView(Estate estate)
    {
        Estate = estate;
        _entities = [.. estate.Topology.Entities.Select(entity => entity.Id)];
        _processes = [.. estate.World.Processes.Select(process => process.Entity)];
        _calls = [.. estate.World.Calls.Select(call => (call.Caller, call.Callee))];
        _callers = [.. estate.World.Calls.Select(call => call.Caller)];
        _callees = [.. estate.World.Calls.Select(call => call.Callee)];
    }

    public Estate Estate { get; }

    public bool Has(EntityId id) => !id.IsNone && _entities.Contains(id);

    public bool IsProcess(EntityId id) => _processes.Contains(id);

    public bool Calls(EntityId caller, EntityId callee) => _calls.Contains((caller, callee));

    public bool IsCaller(EntityId id) => _callers.Contains(id);

    /// <summary>Value of an entity's label region; null without one.</summary>
    public string? RegionOf(EntityId id) =>
        Estate.Topology.Entities.First(entity => entity.Id == id).Labels.GetValueOrDefault("region");

    /// <summary>Complains of every target that nobody calls.</summary>
    public void RequireCallers(FaultSpec fault, IList<string> problems)
    {
        foreach (var target in fault.Targets.Where(target => !_callees.Contains(target)))
        {
            problems.Add($"target {target} is called by nobody");
        }
    }

    /// <summary>Complains of every target that writes nothing to disk, and on which nothing stands that does.</summary>
    public void RequireWriters(FaultSpec fault, IList<string> problems)
    {
        var writers = Estate.World.Processes
            .Where(process => WorldMap.WriteShareOf(process) > 0).Select(process => process.Entity).ToHashSet();
        var hosts = Estate.Topology.Dependencies
            .Where(link => link.Kind == DependencyKind.RunsOn && writers.Contains(link.Dependent))
            .Select(link => link.On).ToHashSet();
        foreach (var target in fault.Targets.Where(
            target => !writers.Contains(target) && !(target.Kind == EntityKind.Host && hosts.Contains(target))))
        {
            problems.Add($"target {target} writes nothing to disk");
        }
    }

    /// <summary>Complains of every target without a cache.</summary>
    public void RequireCaches(FaultSpec fault, IList<string> problems)
    {
        foreach (var process in Estate.World.Processes)
        {
            if (process.CacheHitRatio == 0 && fault.Targets.Contains(process.Entity))
            {
                problems.Add($"target {process.Entity} has no cache");
            }
        }
    }

    /// <summary>Complains of every target that does no work.</summary>
    public void RequireProcesses(FaultSpec fault, IList<string> problems)
    {
        foreach (var target in fault.Targets.Where(target => !IsProcess(target)))
        {
            problems.Add($"target {target} has no process model, so it does no work that could be impaired");
        }
    }

    /// <summary>Complains of every target that does not call the peer.</summary>
    public void RequireCalls(FaultSpec fault, IList<string> problems)
    {
        if (fault.Peer is not { } peer)
        {
            problems.Add($"{fault.Kind} needs a peer: the entity the targets call");
            return;
        }

        foreach (var target in fault.Targets.Where(target => !Calls(target, peer)))
        {
            problems.Add($"target {target} does not call {peer}");
        }
    }

    /// <summary>Complains of a peer that the kind has no use for.</summary>
    public static void RequireNoPeer(FaultSpec fault, IList<string> problems)
    {
        if (fault.Peer is { } peer)
        {
            problems.Add($"{fault.Kind} takes no peer, but {peer} is given");
        }
    }

    /// <summary>Complains of every target of another kind.</summary>
    public static void RequireKinds(FaultSpec fault, IList<string> problems, params EntityKind[] kinds)
    {
        foreach (var target in fault.Targets.Where(target => !kinds.Contains(target.Kind)))
        {
            var wanted = string.Join(" or ", kinds.Select(kind => kind.ToString().ToLowerInvariant()));
            problems.Add($"target {target} is no {wanted}");
        }
    }
}
