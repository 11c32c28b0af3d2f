using System.Collections.Immutable;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>What one series did in an incident's window, against what it was expected to do.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Baseline">Expected centre at the window, learned before it, in the metric's unit.</param>
/// <param name="Scale">Expected spread (one robust deviation), in the metric's unit, greater than zero.</param>
/// <param name="Observed">Mean over the window, in the metric's unit.</param>
/// <param name="Deviation">Signed robust deviation of the window, in scales: the 0.9-quantile of the window's
/// deviations in the bad direction (reference: BARO, Pham et al. FSE 2024, made two-sided and floored).</param>
/// <param name="Onset">First instant of the deviation; null when it does not deviate.</param>
/// <param name="IsWarm">False when the baseline had too few samples to judge.</param>
/// <param name="Recent">The newest samples, oldest first, at most 64: before and inside the window.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SeriesEvidence")]
public sealed record SeriesEvidence(
    [property: Id(0)] string Metric,
    [property: Id(1)] double Baseline,
    [property: Id(2)] double Scale,
    [property: Id(3)] double Observed,
    [property: Id(4)] double Deviation,
    [property: Id(5)] DateTimeOffset? Onset,
    [property: Id(6)] bool IsWarm,
    [property: Id(7)] ImmutableArray<TimedValue> Recent);

/// <summary>One value at an instant.</summary>
/// <param name="At">The instant, UTC.</param>
/// <param name="Value">The value.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TimedValue")]
public readonly record struct TimedValue([property: Id(0)] DateTimeOffset At, [property: Id(1)] double Value);

/// <summary>What one entity can say in its own defence: all its series over an incident's window.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Since">Start of the window, inclusive.</param>
/// <param name="Until">End of the window, inclusive of samples stamped with it.</param>
/// <param name="LastSeenAt">Newest sample; null when it never reported.</param>
/// <param name="Series">Its series, sorted by metric name.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.EntityEvidence")]
public sealed record EntityEvidence(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] DateTimeOffset Since,
    [property: Id(2)] DateTimeOffset Until,
    [property: Id(3)] DateTimeOffset? LastSeenAt,
    [property: Id(4)] ImmutableArray<SeriesEvidence> Series)
{
    /// <summary>How good its telemetry was before the window, [0, 1]; 1 when nothing is known against it.</summary>
    [Id(5)]
    public double Quality { get; init; } = 1;

    /// <summary>What it does again and again at the same time, the surest first.</summary>
    [Id(6)]
    public ImmutableArray<RecurringFinding> Recurring { get; init; } = [];
}
