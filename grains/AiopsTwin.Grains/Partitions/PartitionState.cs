using System.Collections.Immutable;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Partitions;

/// <summary>The stored row of a partition: its part of the graph and what its entities had learned.</summary>
[GenerateSerializer, Alias("aiopstwin.grains.PartitionState")]
public sealed class PartitionState
{
    /// <summary>Its links; null before the first load.</summary>
    [Id(0)]
    public PartitionSlice? Slice { get; set; }

    /// <summary>Its entities, sorted by id.</summary>
    [Id(1)]
    public List<EntityRow> Rows { get; set; } = [];

    /// <summary>Everything of the partition's own stream up to here is contained.</summary>
    [Id(2)]
    public long LogPosition { get; set; }

    /// <summary>The twin's clock at the last advance; null before the first.</summary>
    [Id(3)]
    public DateTimeOffset? Now { get; set; }
}

/// <summary>What a partition keeps of one entity.</summary>
[GenerateSerializer, Alias("aiopstwin.grains.EntityRow")]
public sealed class EntityRow
{
    /// <summary>What the topology says of it.</summary>
    [Id(0)]
    public required EntityDefinition Definition { get; set; }

    /// <summary>Its monitor's state by the Orleans serializer, as last captured: bytes, because most entities rest most
    /// of the time and a stored state must not change under the writer. Null before the first capture.</summary>
    [Id(1)]
    public byte[]? Monitor { get; set; }

    /// <summary>Its numbers after the last call; null before the first.</summary>
    [Id(2)]
    public EntityVitals? Vitals { get; set; }

    /// <summary>When its silence must be judged.</summary>
    [Id(3)]
    public DateTimeOffset? SilentAfter { get; set; }

    /// <summary>Its firing alerts.</summary>
    [Id(4)]
    public List<Alert> Firing { get; set; } = [];

    /// <summary>When it is to be asked for its capacity; at once when it never was.</summary>
    [Id(5)]
    public DateTimeOffset CapacityDue { get; set; }

    /// <summary>What it answered last when it was asked for its capacity.</summary>
    [Id(6)]
    public ImmutableArray<CapacityForecast> Capacity { get; set; } = [];

    /// <summary>What it keeps of its requests, by the Orleans serializer, as last captured; null when it has none.
    /// </summary>
    [Id(7)]
    public byte[]? Requests { get; set; }

    /// <summary>True when it keeps requests; not stored.</summary>
    [NonSerialized]
    internal bool HasRequests;

    /// <summary>Place of its newest numbers in the outbox; not stored.</summary>
    [NonSerialized]
    internal long Stamp;

    /// <summary>Whose row it is.</summary>
    public EntityId Entity => Definition.Entity.Id;
}
