using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using Orleans.Concurrency;

namespace AiopsTwin.Grains.Runs;

/// <summary>What the view of a rehearsal reads from it (key: run id). Pages never call it: they read the
/// view.</summary>
[Alias("aiopstwin.grains.IRunReadGrain")]
public interface IRunReadGrain : IGrainWithStringKey
{
    /// <summary>Everything a page begins with; null for a run that does not exist or is live.</summary>
    [Alias("View"), AlwaysInterleave]
    Task<ViewSnapshot?> View();

    /// <summary>The graph.</summary>
    [Alias("Topology"), AlwaysInterleave]
    Task<TopologySnapshot?> Topology();

    /// <summary>One entity; null when unknown.</summary>
    [Alias("Entity"), AlwaysInterleave]
    Task<EntityDetails?> Entity(EntityId entity);

    /// <summary>One incident; null when unknown.</summary>
    [Alias("Incident"), AlwaysInterleave]
    Task<Incident?> Incident(string incident);

    /// <summary>Changes the twin was told, newest first.</summary>
    [Alias("Changes"), AlwaysInterleave]
    Task<ImmutableArray<ChangeEvent>> Changes(int limit);

    /// <summary>What would be impaired if an entity were; null when unknown.</summary>
    [Alias("BlastRadius"), AlwaysInterleave]
    Task<FloodAnswer?> BlastRadius(EntityId origin);

    /// <summary>Everything that can run out; null for a run that does not exist or is live.</summary>
    [Alias("Capacity"), AlwaysInterleave]
    Task<CapacityBoard?> Capacity(CapacityQuery query);

    /// <summary>What can run out of one entity, with courses; null when unknown.</summary>
    [Alias("CapacityOf"), AlwaysInterleave]
    Task<ImmutableArray<CapacityLine>?> CapacityOf(EntityId entity, CapacityQuery query);
}
