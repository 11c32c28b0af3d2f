using System.Collections.Immutable;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Contracts.Partitions;

/// <summary>A version of a partition's part of the graph.</summary>
/// <param name="Slice">Its links as flat arrays; carries the version.</param>
/// <param name="Definitions">Its entities, sorted by id.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PartitionLoad")]
public sealed record PartitionLoad(
    [property: Id(0)] PartitionSlice Slice,
    [property: Id(1)] ImmutableArray<EntityDefinition> Definitions);

/// <summary>What became of batches handed to a partition.</summary>
/// <param name="Receipt">In samples.</param>
/// <param name="Unknown">Entities it does not have, sorted; their batches were not used.</param>
/// <param name="TopologyVersion">The version it knows: a sender whose map is older may look again.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PartitionReceipt")]
public sealed record PartitionReceipt(
    [property: Id(0)] ObserveReceipt Receipt,
    [property: Id(1)] ImmutableArray<EntityId> Unknown,
    [property: Id(2)] long TopologyVersion);

/// <summary>A place in a partition's outbox. What lies at or before it is stored and may be forgotten.</summary>
/// <param name="Life">Which life of the partition: a mark of an earlier life acknowledges nothing.</param>
/// <param name="Sequence">Rises with everything put out in that life.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.OutboxMark")]
public readonly record struct OutboxMark([property: Id(0)] Guid Life, [property: Id(1)] long Sequence);

/// <summary>What a partition has to tell the twin; all of it again until it is acknowledged.</summary>
/// <param name="Mark">Acknowledge with this once the alerts are stored.</param>
/// <param name="Alerts">Alerts changed, in the order in which their entities changed them.</param>
/// <param name="Vitals">Entities whose numbers changed, sorted by id.</param>
/// <param name="Signals">What siblings must hear, collected since the last advance; given once.</param>
/// <param name="FiringAlerts">Alerts firing in the partition: a twin that counts otherwise takes them anew.</param>
/// <param name="TopologyVersion">The version it knows.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PartitionStep")]
public sealed record PartitionStep(
    [property: Id(0)] OutboxMark Mark,
    [property: Id(1)] ImmutableArray<Alert> Alerts,
    [property: Id(2)] ImmutableArray<EntityVitals> Vitals,
    [property: Id(3)] ImmutableArray<SiblingSignal> Signals,
    [property: Id(4)] int FiringAlerts,
    [property: Id(5)] long TopologyVersion)
{
    /// <summary>What leans at its entities, told since the last advance; given once.</summary>
    [Id(6)]
    public ImmutableArray<LeanSignal> Leans { get; init; } = [];

    /// <summary>True when any of its entities keeps requests: the others need not be asked for them.</summary>
    [Id(7)]
    public bool HasRequests { get; init; }
}

/// <summary>One round of a flood in one partition.</summary>
/// <param name="Flood">Which flood.</param>
/// <param name="Request">The question; only with the first call of the flood to this partition, null later.</param>
/// <param name="Round">The round.</param>
/// <param name="Inbox">What other partitions carried here.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PartitionFloodRound")]
public sealed record PartitionFloodRound(
    [property: Id(0)] string Flood,
    [property: Id(1)] FloodRequest? Request,
    [property: Id(2)] int Round,
    [property: Id(3)] ImmutableArray<FloodMessage> Inbox);

/// <summary>All of a partition that a twin shows.</summary>
/// <param name="Vitals">Numbers of every entity that ever reported, sorted by id.</param>
/// <param name="Firing">Firing alerts, by entity then fingerprint.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PartitionView")]
public sealed record PartitionView(
    [property: Id(0)] ImmutableArray<EntityVitals> Vitals,
    [property: Id(1)] ImmutableArray<Alert> Firing);
