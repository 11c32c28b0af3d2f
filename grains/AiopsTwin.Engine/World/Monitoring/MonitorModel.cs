using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.World.Monitoring;

/// <summary>
/// An entity through which telemetry of others reaches its readers: a collector that gathers or is sent reports, hands
/// them on and evaluates the alerting rules on them. It works, stands on hosts and is reached over the network like
/// anything else, and when it fails what it carries goes missing.
/// </summary>
/// <param name="Collector">The collector; it has a process model.</param>
/// <param name="Carries">Whose telemetry it carries, sorted; of an entity with several collectors one that works is
/// enough.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.MonitorModel")]
public sealed record MonitorModel(
    [property: Id(0)] EntityId Collector,
    [property: Id(1)] ImmutableArray<EntityId> Carries);
