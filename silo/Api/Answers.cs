using System.Collections.Immutable;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, in the order of the list.</param>
/// <param name="Next">Give it as <c>after</c> to get the next page; null at the end.</param>
internal sealed record Page<T>(ImmutableArray<T> Items, string? Next);

/// <summary>An incident in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Title">One line.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="MitigatedAt">When its last alert ended.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="Alerts">Alerts grouped in it.</param>
/// <param name="Affected">Entities affected.</param>
/// <param name="Suspect">The best suspect; null before diagnosis.</param>
/// <param name="Summary">The newest diagnosis in a sentence or two.</param>
internal sealed record IncidentItem(
    string Id, IncidentState State, AlertSeverity Severity, string Title, DateTimeOffset OpenedAt,
    DateTimeOffset? MitigatedAt, DateTimeOffset? ClosedAt, int Alerts, int Affected, EntityId? Suspect, string? Summary)
{
    public static IncidentItem Of(Incident incident) => new(
        incident.Id, incident.State, incident.Severity, incident.Title, incident.OpenedAt, incident.MitigatedAt,
        incident.ClosedAt, incident.AlertCount, incident.Impact.Length,
        incident.Diagnosis is { Suspects: [var best, ..] } ? best.Entity : null, incident.Diagnosis?.Summary);
}

/// <summary>What a topology command did.</summary>
/// <param name="Version">Version after it.</param>
/// <param name="Added">Entities added.</param>
/// <param name="Removed">Entities removed.</param>
/// <param name="LinksChanged">Links added, removed or changed.</param>
internal sealed record TopologyAnswer(long Version, int Added, int Removed, int LinksChanged);

/// <summary>What became of changes handed in.</summary>
/// <param name="Recorded">New ones.</param>
/// <param name="Duplicates">Known already.</param>
internal sealed record ChangesAnswer(int Recorded, int Duplicates);

/// <summary>What became of alerts handed in.</summary>
/// <param name="Received">Taken.</param>
internal sealed record AlertsAnswer(int Received);

/// <summary>What an advance of the clock brought.</summary>
/// <param name="Now">The clock after it.</param>
/// <param name="ChangedAlerts">Alerts raised or ended.</param>
/// <param name="ChangedIncidents">Incidents opened or moved.</param>
internal sealed record AdvanceAnswer(
    DateTimeOffset Now, int ChangedAlerts, ImmutableArray<IncidentItem> ChangedIncidents)
{
    public static AdvanceAnswer Of(AdvanceReceipt receipt) => new(
        receipt.Now, receipt.ChangedAlerts, [.. receipt.ChangedIncidents.Select(IncidentItem.Of)]);
}

/// <summary>An entity in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Vitals">Its numbers; null when nothing is known yet.</param>
internal sealed record EntityItem(EntityId Id, ImmutableSortedDictionary<string, string> Labels, EntityVitals? Vitals);
