using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using Orleans.Concurrency;

namespace AiopsTwin.Contracts.Partitions;

/// <summary>
/// Some thousand neighbouring entities and their links (key: <c>twin/index</c>). It carries batches to its entities and
/// their effects to the graph, holds its slice for floods, and keeps what its entities learned. It never calls another
/// partition: what is meant for one it returns to the twin, so cycles in the graph cannot make grains wait for each
/// other.
/// </summary>
[Alias("aiopstwin.IPartitionGrain")]
public interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>Takes a version of its part of the graph. What entities learned stays; alerts of entities that are gone
    /// expire. Completes when it is stored.</summary>
    [Alias("Load")]
    Task Load(PartitionLoad load);

    /// <summary>The version loaded; -1 before the first.</summary>
    [Alias("Version"), AlwaysInterleave]
    Task<long> Version();

    /// <summary>Hands batches to its entities, all at once; batches of one entity in the order given. They are stored
    /// before they are used, unless the sender will give them again.</summary>
    [Alias("Observe")]
    Task<PartitionReceipt> Observe(ImmutableArray<ObserveBatch> batches);

    /// <summary>Advances entities that are overdue and those with firing alerts.</summary>
    /// <param name="now">The twin's clock.</param>
    /// <param name="acknowledged">The step the twin has stored; what it held is forgotten.</param>
    [Alias("Advance")]
    Task<PartitionStep> Advance(DateTimeOffset now, OutboxMark acknowledged);

    /// <summary>Lets the entities that signalled since the last comparison compare themselves with their
    /// siblings.</summary>
    [Alias("Compare")]
    Task<PartitionStep> Compare(ImmutableArray<SiblingMedian> medians, DateTimeOffset now);

    /// <summary>Lets entities judge what they and those who call them say together.</summary>
    /// <param name="readings">Of its entities, sorted by entity.</param>
    /// <param name="now">The twin's clock.</param>
    [Alias("Pool")]
    Task<PartitionStep> Pool(ImmutableArray<PooledReading> readings, DateTimeOffset now);

    /// <summary>Runs one round of a flood; null when the flood is not known any more and must begin anew.</summary>
    [Alias("Flood")]
    Task<FloodRoundResult?> Flood(PartitionFloodRound round);

    /// <summary>Everything a flood reached here; ends the flood. Null when the flood is not known any more.</summary>
    [Alias("Collect")]
    Task<ImmutableArray<PartitionReach>?> Collect(string flood);

    /// <summary>What its entities' series say of a window, sorted by entity; entities it does not have are left
    /// out.</summary>
    [Alias("Evidence")]
    Task<ImmutableArray<EntityEvidence>> Evidence(
        ImmutableArray<EntityId> entities, DateTimeOffset since, DateTimeOffset until);

    /// <summary>Hands its entities what happened to their requests; entities it does not have are left out.</summary>
    [Alias("Visit")]
    Task Visit(ImmutableArray<RequestBatch> batches);

    /// <summary>What changed in its entities' requests since an onset, sorted by entity; those that have nothing to say
    /// are left out.</summary>
    [Alias("Requests")]
    Task<ImmutableArray<RequestFinding>> Requests(
        ImmutableArray<EntityId> entities, DateTimeOffset since, DateTimeOffset until);

    /// <summary>Takes the learned state of every entity touched since the last checkpoint, and stores one
    /// row.</summary>
    /// <returns>How many entities were captured.</returns>
    [Alias("Checkpoint")]
    Task<int> Checkpoint();

    /// <summary>Forgets everything its entities learned; its part of the graph stays. Completes when that is stored.
    /// </summary>
    [Alias("Forget")]
    Task Forget();

    /// <summary>What it keeps of an entity. A pure read: an entity asks it while the partition waits for that
    /// entity.</summary>
    [Alias("Snapshot"), AlwaysInterleave]
    Task<EntityCheckpoint> Snapshot(EntityId entity);

    /// <summary>Takes the state of an entity that is put to rest.</summary>
    [Alias("Deposit"), OneWay, AlwaysInterleave]
    Task Deposit(EntityMonitorState state);

    /// <summary>Takes what an entity that is put to rest keeps of its requests.</summary>
    [Alias("DepositRequests"), OneWay, AlwaysInterleave]
    Task DepositRequests(EntityRequestState state);

    /// <summary>What each source sent to its entities of late; since it was last activated.</summary>
    [Alias("Sources"), AlwaysInterleave]
    Task<SourceTallies> Sources();

    /// <summary>When the resources of its entities are full, as each answered last; in order of entity and
    /// metric.</summary>
    [Alias("Capacity"), AlwaysInterleave]
    Task<ImmutableArray<CapacityLine>> Capacity();

    /// <summary>Numbers and firing alerts of all its entities.</summary>
    [Alias("View"), AlwaysInterleave]
    Task<PartitionView> View();
}
