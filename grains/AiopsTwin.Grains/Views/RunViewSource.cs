using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Grains.Runs;

namespace AiopsTwin.Grains.Views;

/// <summary>Reads a view from a rehearsal, whose world and twin live inside its grain.</summary>
internal sealed class RunViewSource(IRunReadGrain run) : IViewSource
{
    public Task<ViewSnapshot?> View() => run.View();

    public Task<TopologySnapshot?> Topology() => run.Topology();

    public Task<EntityDetails?> Entity(EntityId entity) => run.Entity(entity);

    public Task<Incident?> Incident(string incident) => run.Incident(incident);

    public Task<ImmutableArray<ChangeEvent>> Changes(int limit) => run.Changes(limit);

    public Task<FloodAnswer?> BlastRadius(EntityId origin) => run.BlastRadius(origin);

    public Task<CapacityBoard?> Capacity(CapacityQuery query) => run.Capacity(query);

    public Task<ImmutableArray<CapacityLine>?> CapacityOf(EntityId entity, CapacityQuery query) =>
        run.CapacityOf(entity, query);
}
