using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Everything an entity's monitor has learned and concluded. Mutable and owned by one entity grain or one run; bounded in
/// size whatever arrives. Fields are added with new ids and never renumbered: checkpoints of earlier versions must load.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.EntityMonitorState")]
public sealed class EntityMonitorState
{
    /// <summary>Starts an empty state.</summary>
    /// <param name="entity">Whose state it is.</param>
    public EntityMonitorState(EntityId entity) => Entity = entity;

    /// <summary>Whose state it is.</summary>
    [Id(0)]
    public EntityId Entity { get; private set; }
}
