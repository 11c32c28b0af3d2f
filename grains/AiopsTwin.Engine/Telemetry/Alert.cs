using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>How bad an alert says it is.</summary>
public enum AlertSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Worth waking somebody.</summary>
    Critical,
}

/// <summary>Whether an alert still holds.</summary>
public enum AlertStatus
{
    /// <summary>It holds.</summary>
    Firing,

    /// <summary>The condition ended.</summary>
    Resolved,

    /// <summary>Nobody renewed the claim in time: it is unknown whether the condition ended.</summary>
    Expired,
}

/// <summary>
/// A claim, ours or external, that an entity is unhealthy. Alerts are equal in identity by <see cref="Fingerprint"/>;
/// a later record with the same fingerprint replaces the earlier one.
/// </summary>
/// <param name="Fingerprint">Stable hash of what identifies the claim: source, entity, name.</param>
/// <param name="Entity">The entity claimed unhealthy.</param>
/// <param name="Name">Name of the condition, for example <c>request.duration high</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Status">Whether it still holds.</param>
/// <param name="StartsAt">Onset of the condition (not the instant it was noticed).</param>
/// <param name="RaisedAt">When the claim was made; never before <paramref name="StartsAt"/>, and the same for claims of
/// others, who repeat theirs.</param>
/// <param name="EndsAt">When the condition ended; null while firing.</param>
/// <param name="Source">Who claims: <c>twin</c> for our own detectors, else the connector.</param>
/// <param name="Metric">The metric that left its baseline, or null.</param>
/// <param name="Score">Peak deviation in calibrated units, sign kept; 0 for external alerts that carry none.</param>
/// <param name="Expected">The baseline's centre at the peak, in the metric's unit; null when there is none.</param>
/// <param name="Observed">The value at the peak; null when there is none.</param>
/// <param name="Summary">One sentence for people.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Alert")]
public sealed record Alert(
    [property: Id(0)] string Fingerprint,
    [property: Id(1)] EntityId Entity,
    [property: Id(2)] string Name,
    [property: Id(3)] AlertSeverity Severity,
    [property: Id(4)] AlertStatus Status,
    [property: Id(5)] DateTimeOffset StartsAt,
    [property: Id(6)] DateTimeOffset RaisedAt,
    [property: Id(7)] DateTimeOffset? EndsAt,
    [property: Id(8)] string Source,
    [property: Id(9)] string? Metric,
    [property: Id(10)] double Score,
    [property: Id(11)] double? Expected,
    [property: Id(12)] double? Observed,
    [property: Id(13)] string Summary)
{
    /// <summary>Source of the claims of our own detectors.</summary>
    public const string TwinSource = "twin";

    /// <summary>Why it is one, as numbers that can be drawn; null for claims of others, who explain
    /// themselves.</summary>
    [Id(14)]
    public AnomalyExplanation? Explanation { get; init; }

    /// <summary>True when whoever claims did not say since when: <see cref="StartsAt"/> is when the twin first heard of
    /// it.</summary>
    [Id(15)]
    public bool IsStartUnknown { get; init; }

    /// <summary>True when our own detectors say that a probe failed or that the entity is silent. Claims of others name
    /// no metric and may be about anything.</summary>
    public bool IsFailedProbe() => Source == TwinSource && Metric is null or MetricCatalog.Up;
}
