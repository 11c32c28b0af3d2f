using System.Collections.Immutable;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Correlation;

/// <summary>Where an incident stands in its life; it moves downward, and back to <see cref="Open"/> when
/// reopened.</summary>
public enum IncidentState
{
    /// <summary>Alerts were grouped; no cause is named yet.</summary>
    Open,

    /// <summary>Suspects are ranked.</summary>
    Diagnosed,

    /// <summary>Every alert of it ended; it is watched for return.</summary>
    Mitigated,

    /// <summary>Quiet for the hold time, or closed by a person.</summary>
    Closed,
}

/// <summary>Why an alert is in an incident, and whether it was shown or withheld.</summary>
/// <param name="Alert">The alert, newest record.</param>
/// <param name="IsWithheld">True when it was withheld (inhibited) because the cause explains it.</param>
/// <param name="Reason">Why it belongs to this incident: entity, edge and time, in a sentence.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.IncidentAlert")]
public sealed record IncidentAlert(
    [property: Id(0)] Alert Alert,
    [property: Id(1)] bool IsWithheld,
    [property: Id(2)] string Reason);

/// <summary>A line of an incident's history.</summary>
/// <param name="At">Virtual time.</param>
/// <param name="Text">What happened, in a sentence.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.IncidentEntry")]
public sealed record IncidentEntry([property: Id(0)] DateTimeOffset At, [property: Id(1)] string Text);

/// <summary>A correlated group of alerts with a life.</summary>
/// <param name="Id">Identity within the twin: <c>INC-1</c>, <c>INC-2</c>, … in order of opening; kept for
/// life.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Severity">Worst severity among its alerts so far.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Onset">Earliest onset among its alerts.</param>
/// <param name="OpenedAt">When it was opened: the detection moment.</param>
/// <param name="DiagnosedAt">When suspects were first ranked.</param>
/// <param name="MitigatedAt">When its last alert ended; null while any fires.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="Alerts">Its alerts, by onset then fingerprint; bounded, newest dropped first, see
/// <paramref name="AlertCount"/>.</param>
/// <param name="AlertCount">How many alerts joined in all.</param>
/// <param name="Impact">Entities observed to be affected, sorted.</param>
/// <param name="BlastRadius">What the best suspect is predicted to impair, sorted by id; empty before
/// diagnosis.</param>
/// <param name="Diagnosis">The newest diagnosis; null before the first.</param>
/// <param name="History">What happened, oldest first; bounded.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Incident")]
public sealed record Incident(
    [property: Id(0)] string Id,
    [property: Id(1)] IncidentState State,
    [property: Id(2)] AlertSeverity Severity,
    [property: Id(3)] string Title,
    [property: Id(4)] DateTimeOffset Onset,
    [property: Id(5)] DateTimeOffset OpenedAt,
    [property: Id(6)] DateTimeOffset? DiagnosedAt,
    [property: Id(7)] DateTimeOffset? MitigatedAt,
    [property: Id(8)] DateTimeOffset? ClosedAt,
    [property: Id(9)] ImmutableArray<IncidentAlert> Alerts,
    [property: Id(10)] int AlertCount,
    [property: Id(11)] ImmutableArray<EntityId> Impact,
    [property: Id(12)] ImmutableArray<FloodReach> BlastRadius,
    [property: Id(13)] DiagnosisReport? Diagnosis,
    [property: Id(14)] ImmutableArray<IncidentEntry> History)
{
    /// <summary>How many of its alerts were withheld; exact where <see cref="Alerts"/> is bounded. 0 before the first
    /// diagnosis.</summary>
    [Id(15)]
    public int WithheldCount { get; init; }

    /// <summary>Id of the older incident that this one turned out to be part of; null while it stands for itself. Such
    /// an incident is closed, and whoever counts incidents counts it with its survivor.</summary>
    [Id(16)]
    public string? MergedInto { get; init; }

    /// <summary>Entities of which another live incident has the alerts, or which that one would explain as well,
    /// sorted: they suffer from both, and each is in the <see cref="Impact"/> of one alone.</summary>
    [Id(17)]
    public ImmutableArray<EntityId> Contested { get; init; } = [];

    /// <summary>Entities that still work but lost a redundant dependency to this incident, sorted: what they have left
    /// must not fail too.</summary>
    [Id(18)]
    public ImmutableArray<EntityId> Degraded { get; init; } = [];

    /// <summary>True when its alerts came and went so often that it was brought back more than a few times.</summary>
    [Id(19)]
    public bool IsFlapping { get; init; }

    /// <summary>True when silences withhold every alert of harm that fires in it: nobody is told of it.</summary>
    [Id(20)]
    public bool IsSilenced { get; init; }

    /// <summary>How often people were told of it: when it was opened, when it was closed, and when it was brought back
    /// after that.</summary>
    [Id(21)]
    public int Told { get; init; }

    /// <summary>Id of the incident it was parted from, by the twin or by a person; null when it was not.</summary>
    [Id(22)]
    public string? PartedFrom { get; init; }
}
