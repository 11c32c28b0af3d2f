using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Grains.Twins;

namespace AiopsTwin.Grains.Views;

/// <summary>Reads a view from the grains of a twin.</summary>
internal sealed class TwinViewSource(IGrainFactory grains, PartitionDirectory directory, string twin) : IViewSource
{
    private ITwinGrain Twin => grains.GetGrain<ITwinGrain>(twin);

    public Task<ViewSnapshot?> View() => Twin.View();

    public Task<TopologySnapshot?> Topology() => Twin.Topology(null);

    /// <summary>Asks the entity itself, but only one that exists: a page's address must not wake a grain per
    /// typo.</summary>
    public async Task<EntityDetails?> Entity(EntityId entity)
    {
        var partition = await directory.Find(twin, entity);
        return partition is null
            ? null
            : await grains.GetGrain<IEntityGrain>(GrainKeys.Entity(twin, entity)).Details();
    }

    public Task<Incident?> Incident(string incident) =>
        grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(twin, incident)).Get();

    public Task<ImmutableArray<ChangeEvent>> Changes(int limit) => Twin.Changes(limit);

    public Task<FloodAnswer?> BlastRadius(EntityId origin) => Twin.BlastRadius(origin, 1);
}
