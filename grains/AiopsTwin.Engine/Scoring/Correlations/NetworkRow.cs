using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>A switch and what hangs on it.</summary>
internal sealed record NetworkRow(
    EntityId Switch, List<EntityId> Racks, List<EntityId> Hosts, List<EntityId> Machines);
