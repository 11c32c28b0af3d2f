using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>A drawn estate, with what a drawer of faults wants to know of it.</summary>
/// <param name="Estate">The estate.</param>
/// <param name="Load">Work from outside.</param>
/// <param name="Rates">Requests a second that reach whatever works, at the daily mean.</param>
/// <param name="Homes">The hosts whatever works stands on, by id.</param>
internal sealed record CauseEstate(
    Estate Estate,
    ImmutableArray<LoadSource> Load,
    ImmutableSortedDictionary<EntityId, double> Rates,
    ImmutableSortedDictionary<EntityId, ImmutableArray<EntityId>> Homes)
{
    /// <summary>Fewest requests a second at which a fault of a thing shows in its own samples within minutes.</summary>
    private const double FewestRequests = 5;

    /// <summary>Entities of a kind, by id.</summary>
    public IEnumerable<EntityId> Of(EntityKind kind) =>
        Estate.Topology.Entities.Select(entity => entity.Id).Where(id => id.Kind == kind);

    /// <summary>Things of a kind that are asked often enough for a fault to show, by id.</summary>
    public IEnumerable<EntityId> Busy(EntityKind kind) =>
        Of(kind).Where(id => Rates.GetValueOrDefault(id) >= FewestRequests);

    /// <summary>Calls, by caller and callee.</summary>
    public ImmutableArray<CallModel> Calls => Estate.World.Calls;

    /// <summary>How something works; null for a place.</summary>
    public ProcessModel? Process(EntityId id) =>
        Estate.World.Processes.FirstOrDefault(process => process.Entity == id);

    /// <summary>Cores of a host.</summary>
    public double Cores(EntityId host) => Estate.World.Hosts.First(one => one.Host == host).Cores;

    /// <summary>What works on a host and is busy, by id.</summary>
    public IEnumerable<EntityId> On(EntityId host) =>
        Homes.Where(home => home.Value.Contains(host) && Rates[home.Key] >= FewestRequests).Select(home => home.Key);

    /// <summary>Busy things on a host of which none calls another: what suffers there suffers each for
    /// itself.</summary>
    public int Unrelated(EntityId host)
    {
        var here = On(host).ToList();
        return here.Count(one => !Calls.Any(call => call.Caller == one && here.Contains(call.Callee)));
    }

    /// <summary>True when an entity is asked by something inside the estate.</summary>
    public bool IsCalled(EntityId id) => Calls.Any(call => call.Callee == id);

    /// <summary>True when an entity calls something.</summary>
    public bool IsCalling(EntityId id) => Calls.Any(call => call.Caller == id);
}
