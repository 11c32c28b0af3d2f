using System.Collections.Immutable;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using Orleans.Concurrency;

namespace AiopsTwin.Contracts.Views;

/// <summary>
/// What the page reads (key: <c>twin:ID</c> or <c>run:ID</c>): one shape for a live twin and for a run. Changes are
/// merged and pushed at most a few times a second, however fast the twin moves.
/// </summary>
[Alias("aiopstwin.IViewGrain")]
public interface IViewGrain : IGrainWithStringKey
{
    /// <summary>Everything at once. Null when there is no such twin or run.</summary>
    [Alias("Snapshot"), AlwaysInterleave]
    Task<ViewSnapshot?> Snapshot();

    /// <summary>Changes after a version, merged; ends when cancelled. The first item brings the reader up to
    /// date.</summary>
    [Alias("Watch"), AlwaysInterleave]
    IAsyncEnumerable<ViewDelta> Watch(long afterVersion, CancellationToken cancellationToken);

    /// <summary>The graph shown. Null when there is no such twin or run.</summary>
    [Alias("Topology"), AlwaysInterleave]
    Task<TopologySnapshot?> Topology();

    /// <summary>One entity. Null when unknown.</summary>
    [Alias("Entity"), AlwaysInterleave]
    Task<EntityDetails?> Entity(EntityId entity);

    /// <summary>One incident with everything. Null when unknown.</summary>
    [Alias("Incident"), AlwaysInterleave]
    Task<Incident?> Incident(string incident);

    /// <summary>Change events seen, newest first, at most <paramref name="limit"/>.</summary>
    [Alias("Changes"), AlwaysInterleave]
    Task<ImmutableArray<ChangeEvent>> Changes(int limit);

    /// <summary>What would be impaired if an entity were.</summary>
    [Alias("BlastRadius"), AlwaysInterleave]
    Task<FloodAnswer?> BlastRadius(EntityId origin);

    /// <summary>Everything that can run out, the soonest full first. Null when there is no such twin or run.</summary>
    [Alias("Capacity"), AlwaysInterleave]
    Task<CapacityBoard?> Capacity(CapacityQuery query);

    /// <summary>When the resources of one entity are full, with their courses, by metric. Null when
    /// unknown.</summary>
    [Alias("CapacityOf"), AlwaysInterleave]
    Task<ImmutableArray<CapacityLine>?> CapacityOf(EntityId entity, CapacityQuery query);

    /// <summary>Called by the twin or run when something changed.</summary>
    [Alias("Publish"), OneWay]
    Task Publish(ViewDelta delta);
}

/// <summary>An incident in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Title">One line.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="MitigatedAt">When its last alert ended.</param>
/// <param name="Alerts">Alerts grouped in it.</param>
/// <param name="Affected">Entities affected.</param>
/// <param name="Suspect">The best suspect; null before diagnosis.</param>
/// <param name="SuspectText">The best suspect in a few words.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.IncidentLine")]
public sealed record IncidentLine(
    [property: Id(0)] string Id,
    [property: Id(1)] IncidentState State,
    [property: Id(2)] AlertSeverity Severity,
    [property: Id(3)] string Title,
    [property: Id(4)] DateTimeOffset OpenedAt,
    [property: Id(5)] DateTimeOffset? MitigatedAt,
    [property: Id(6)] int Alerts,
    [property: Id(7)] int Affected,
    [property: Id(8)] EntityId? Suspect,
    [property: Id(9)] string SuspectText)
{
    /// <summary>True when silences withhold all that fires in it.</summary>
    [Id(10)]
    public bool IsSilenced { get; init; }
}

/// <summary>Everything a page needs to begin.</summary>
/// <param name="Version">Version of the view; later deltas have higher ones.</param>
/// <param name="Now">The clock shown; null before the first sample.</param>
/// <param name="TopologyVersion">Version of the graph; fetch it anew when it changes.</param>
/// <param name="Vitals">Every entity's numbers, sorted by id.</param>
/// <param name="Incidents">Incidents, newest first, at most 200.</param>
/// <param name="FiringAlerts">Alerts firing.</param>
/// <param name="AlertsSeen">Alerts raised so far.</param>
/// <param name="IncidentsSeen">Incidents opened so far.</param>
/// <param name="Run">The run's status; null for a twin that no run feeds.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.ViewSnapshot")]
public sealed record ViewSnapshot(
    [property: Id(0)] long Version,
    [property: Id(1)] DateTimeOffset? Now,
    [property: Id(2)] long TopologyVersion,
    [property: Id(3)] ImmutableArray<EntityVitals> Vitals,
    [property: Id(4)] ImmutableArray<IncidentLine> Incidents,
    [property: Id(5)] int FiringAlerts,
    [property: Id(6)] long AlertsSeen,
    [property: Id(7)] long IncidentsSeen,
    [property: Id(8)] RunStatus? Run);

/// <summary>What changed. Fields that did not change are empty or null.</summary>
/// <param name="Version">Version after the change; set by the view.</param>
/// <param name="Now">The clock.</param>
/// <param name="TopologyVersion">Version of the graph.</param>
/// <param name="IsReset">True when everything held so far must be thrown away (a seek backward): the delta is then
/// complete.</param>
/// <param name="Vitals">Entities whose numbers changed, sorted by id.</param>
/// <param name="Incidents">Incidents that changed.</param>
/// <param name="FiringAlerts">Alerts firing.</param>
/// <param name="AlertsSeen">Alerts raised so far.</param>
/// <param name="IncidentsSeen">Incidents opened so far.</param>
/// <param name="Run">The run's status, when it changed.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.ViewDelta")]
public sealed record ViewDelta(
    [property: Id(0)] long Version,
    [property: Id(1)] DateTimeOffset? Now,
    [property: Id(2)] long TopologyVersion,
    [property: Id(3)] bool IsReset,
    [property: Id(4)] ImmutableArray<EntityVitals> Vitals,
    [property: Id(5)] ImmutableArray<IncidentLine> Incidents,
    [property: Id(6)] int FiringAlerts,
    [property: Id(7)] long AlertsSeen,
    [property: Id(8)] long IncidentsSeen,
    [property: Id(9)] RunStatus? Run);
