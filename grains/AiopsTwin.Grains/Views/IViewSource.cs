using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Grains.Views;

/// <summary>Where a view reads from: the grains of a twin, or a rehearsal that holds its twin inside.</summary>
internal interface IViewSource
{
    Task<ViewSnapshot?> View();

    Task<TopologySnapshot?> Topology();

    Task<EntityDetails?> Entity(EntityId entity);

    Task<Incident?> Incident(string incident);

    Task<ImmutableArray<ChangeEvent>> Changes(int limit);

    Task<FloodAnswer?> BlastRadius(EntityId origin);

    Task<CapacityBoard?> Capacity(CapacityQuery query);

    Task<ImmutableArray<CapacityLine>?> CapacityOf(EntityId entity, CapacityQuery query);
}
