using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>The few numbers of an entity that lists and maps show. Null means not measured, never zero.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Health">Its own verdict.</param>
/// <param name="LastSeenAt">Instant of its newest sample; null before the first.</param>
/// <param name="RequestRate">Requests per second.</param>
/// <param name="DurationSeconds">Mean response time, seconds.</param>
/// <param name="ErrorRatio">Share of requests failed, [0, 1].</param>
/// <param name="CpuUtilization">Processor use, [0, 1].</param>
/// <param name="FiringAlerts">How many alerts of the entity fire.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.EntityVitals")]
public sealed record EntityVitals(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] EntityHealth Health,
    [property: Id(2)] DateTimeOffset? LastSeenAt,
    [property: Id(3)] double? RequestRate,
    [property: Id(4)] double? DurationSeconds,
    [property: Id(5)] double? ErrorRatio,
    [property: Id(6)] double? CpuUtilization,
    [property: Id(7)] int FiringAlerts)
{
    /// <summary>How good its telemetry is, [0, 1], in hundredths; null before the first sample. The reasons are in its
    /// <c>TelemetryQuality</c>.</summary>
    [Id(8)]
    public double? Quality { get; init; }

    /// <summary>Series that deviate again and again at the same time; 0 for nearly every entity.</summary>
    [Id(9)]
    public int Recurring { get; init; }
}
