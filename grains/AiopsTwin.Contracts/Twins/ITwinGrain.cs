using System.Collections.Immutable;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using Orleans.Concurrency;

namespace AiopsTwin.Contracts.Twins;

/// <summary>
/// The coordinator of one twin (key: twin id). It owns the topology's versions, says which partition holds which
/// entity, drives the rounds of floods, and keeps correlation. Time comes to it as an argument.
/// </summary>
[Alias("aiopstwin.ITwinGrain")]
public interface ITwinGrain : IGrainWithStringKey
{
    /// <summary>Changes the topology. All or nothing; the answer lists every problem.</summary>
    [Alias("ApplyTopology")]
    Task<TopologyReceipt> ApplyTopology(TopologyCommand command);

    /// <summary>The graph at a version; null version means the newest. Null when that version never was.</summary>
    [Alias("Topology"), AlwaysInterleave]
    Task<TopologySnapshot?> Topology(long? version);

    /// <summary>Which partition holds which entity, at the newest version.</summary>
    [Alias("Partitions"), AlwaysInterleave]
    Task<PartitionMap> Partitions();

    /// <summary>As <see cref="Partitions"/>, but null when the map is not newer than a version already known: the cheap
    /// question of those who keep a copy.</summary>
    [Alias("PartitionsAfter"), AlwaysInterleave]
    Task<PartitionMap?> PartitionsAfter(long knownVersion);

    /// <summary>Records change events; repeats by (source, id) are no-ops. Completes when they are stored.</summary>
    /// <returns>How many were new.</returns>
    [Alias("RecordChanges")]
    Task<int> RecordChanges(ImmutableArray<ChangeEvent> changes);

    /// <summary>Takes alerts raised by others. Completes when they are stored, also while the twin thinks.</summary>
    /// <returns>How many were taken, from the first on: fewer than given when too many wait for the next step
    /// already.</returns>
    [Alias("ReceiveAlerts"), AlwaysInterleave]
    Task<int> ReceiveAlerts(ImmutableArray<Alert> alerts);

    /// <summary>Moves the twin's clock: silence is judged, alerts correlated, incidents moved along their lives.
    /// An instant not later than the current one is a no-op.</summary>
    [Alias("Advance")]
    Task<AdvanceReceipt> Advance(DateTimeOffset now);

    /// <summary>Incidents, newest opened first, at most <paramref name="limit"/> (1 to 1000).</summary>
    [Alias("Incidents"), AlwaysInterleave]
    Task<ImmutableArray<Incident>> Incidents(int limit);

    /// <summary>True when the twin had this incident and its record was removed, because a twin keeps the records of so
    /// many only; false for one that never was.</summary>
    [Alias("HasRemoved"), AlwaysInterleave]
    Task<bool> HasRemoved(string incident);

    /// <summary>Why an alert is in its incident, or in none; with an incident, why it is not in that one. Null when the
    /// twin does not know the alert or the incident, or does not any more, or when the alert is in that
    /// incident.</summary>
    [Alias("Placement")]
    Task<AlertPlacement?> Placement(string fingerprint, string? incident);

    /// <summary>Changes recorded, newest first, at most <paramref name="limit"/> (1 to 1000).</summary>
    [Alias("Changes"), AlwaysInterleave]
    Task<ImmutableArray<ChangeEvent>> Changes(int limit);

    /// <summary>What would be impaired if an entity were, to the strength given in (0, 1]. Null for an unknown
    /// entity.</summary>
    [Alias("BlastRadius")]
    Task<FloodAnswer?> BlastRadius(EntityId origin, double strength);

    /// <summary>How good the telemetry is, by source and for the entities whose telemetry is worst, at most
    /// <paramref name="limit"/> (1 to 200).</summary>
    [Alias("Quality"), AlwaysInterleave]
    Task<TwinQuality> Quality(int limit);

    /// <summary>What entities do again and again at the same time, by entity; of at most <paramref name="limit"/>
    /// entities (1 to 200), those with most such series first.</summary>
    [Alias("Recurring"), AlwaysInterleave]
    Task<ImmutableArray<RecurringFinding>> Recurring(int limit);

    /// <summary>Closes an incident on a person's word; recorded with who and why.</summary>
    [Alias("CloseIncident")]
    Task<Decision> CloseIncident(string incident, string who, string why);

    /// <summary>Hears what a person says of incidents, alerts, silences and gates. The time of the word is the twin's
    /// own. Completes when it is stored; a word that stands already is accepted and changes nothing.</summary>
    [Alias("Say")]
    Task<WordReceipt> Say(OperatorWord word);

    /// <summary>Merges, splits and causes people said, newest first, and what the corrections among them
    /// taught.</summary>
    [Alias("Feedback")]
    Task<FeedbackBook> Feedback();

    /// <summary>Silences with what they withhold: those that have not ended by end, then the ended, newest
    /// first.</summary>
    [Alias("Silences")]
    Task<ImmutableArray<SilenceLine>> Silences();

    /// <summary>Gates with what they hold back, by id.</summary>
    [Alias("Gates")]
    Task<GateBoard> Gates();

    /// <summary>Begins anew: everything but the topology is forgotten, the clock stands before its first step, and
    /// incidents are numbered from one. The event log keeps what was before, and that it was taken back. Refused for a
    /// twin on wall time. Completes when it is stored.</summary>
    [Alias("Reset")]
    Task<Decision> Reset(string who, string why);

    /// <summary>The twin in numbers.</summary>
    [Alias("Status"), AlwaysInterleave]
    Task<TwinStatus> Status();

    /// <summary>Everything the page of a twin begins with. Null when the twin has no topology and no clock
    /// yet.</summary>
    [Alias("View"), AlwaysInterleave]
    Task<ViewSnapshot?> View();

    /// <summary>Says how the twin's clock moves, and keeps the twin awake. Idempotent; called by a keeper.</summary>
    [Alias("Keep")]
    Task Keep(TwinClock clock);
}

/// <summary>Who moves a twin's clock.</summary>
public enum TwinClock
{
    /// <summary>Whoever feeds it calls <see cref="ITwinGrain.Advance"/>.</summary>
    Driven,

    /// <summary>The twin advances itself with wall time.</summary>
    Wall,
}

/// <summary>A change to the topology.</summary>
/// <param name="Put">Entities, links and groups added or replaced by identity. Its version is ignored.</param>
/// <param name="RemoveEntities">Entities removed together with their links.</param>
/// <param name="IsReplacement">True to make <paramref name="Put"/> the whole graph.</param>
/// <param name="ExpectedVersion">Refuse unless the current version is this; null to not care.</param>
/// <param name="Source">Who asks, for the log.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TopologyCommand")]
public sealed record TopologyCommand(
    [property: Id(0)] TopologySnapshot Put,
    [property: Id(1)] ImmutableArray<EntityId> RemoveEntities,
    [property: Id(2)] bool IsReplacement,
    [property: Id(3)] long? ExpectedVersion,
    [property: Id(4)] string Source);

/// <summary>The answer to a <see cref="TopologyCommand"/>.</summary>
/// <param name="Version">Version after the command; unchanged when nothing changed or it was refused.</param>
/// <param name="Problems">Why it was refused, all reasons; empty when accepted.</param>
/// <param name="Added">Entities added.</param>
/// <param name="Removed">Entities removed.</param>
/// <param name="LinksChanged">Links added, removed or changed.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TopologyReceipt")]
public sealed record TopologyReceipt(
    [property: Id(0)] long Version,
    [property: Id(1)] ImmutableArray<string> Problems,
    [property: Id(2)] int Added,
    [property: Id(3)] int Removed,
    [property: Id(4)] int LinksChanged);

/// <summary>Which partition holds which entity.</summary>
/// <param name="TopologyVersion">Version it belongs to.</param>
/// <param name="Count">Number of partitions, at least 1.</param>
/// <param name="Of">Partition index by entity.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PartitionMap")]
public sealed record PartitionMap(
    [property: Id(0)] long TopologyVersion,
    [property: Id(1)] int Count,
    [property: Id(2)] ImmutableDictionary<EntityId, int> Of);

/// <summary>What an advance of the clock brought.</summary>
/// <param name="Now">The twin's clock after it.</param>
/// <param name="ChangedAlerts">Alerts raised or ended since the last advance.</param>
/// <param name="ChangedIncidents">Incidents opened or moved.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.AdvanceReceipt")]
public sealed record AdvanceReceipt(
    [property: Id(0)] DateTimeOffset Now,
    [property: Id(1)] int ChangedAlerts,
    [property: Id(2)] ImmutableArray<Incident> ChangedIncidents)
{
    /// <summary>The alerts changed, in the order in which correlation received them.</summary>
    [Id(3)]
    public ImmutableArray<Alert> Alerts { get; init; } = [];
}

/// <summary>A twin in numbers.</summary>
/// <param name="Twin">Its id.</param>
/// <param name="Now">Its clock; null before the first advance.</param>
/// <param name="TopologyVersion">Newest version of its graph.</param>
/// <param name="Entities">Entities.</param>
/// <param name="Dependencies">Links.</param>
/// <param name="Partitions">Partitions.</param>
/// <param name="FiringAlerts">Alerts firing.</param>
/// <param name="AlertsSeen">Alerts raised so far.</param>
/// <param name="OpenIncidents">Incidents not closed.</param>
/// <param name="IncidentsSeen">Incidents opened so far.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TwinStatus")]
public sealed record TwinStatus(
    [property: Id(0)] string Twin,
    [property: Id(1)] DateTimeOffset? Now,
    [property: Id(2)] long TopologyVersion,
    [property: Id(3)] int Entities,
    [property: Id(4)] int Dependencies,
    [property: Id(5)] int Partitions,
    [property: Id(6)] int FiringAlerts,
    [property: Id(7)] long AlertsSeen,
    [property: Id(8)] int OpenIncidents,
    [property: Id(9)] long IncidentsSeen)
{
    /// <summary>Its clock at the newest checkpoint; null before the first. Alerts, changes and incidents are durable at
    /// once; what baselines learned after this instant is lost if a silo is.</summary>
    [Id(10)]
    public DateTimeOffset? CheckpointedAt { get; init; }
}
