using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Scenarios;

/// <summary>What the simulated world says of more work, or less (docs/methods/world.md).</summary>
/// <param name="Factor">The amount of work, as a factor of the usual.</param>
/// <param name="BusiestAt">UTC time of day at which most work arrives; both worlds stand there.</param>
/// <param name="Minutes">Simulated minutes of each of the two worlds; the second half was measured.</param>
/// <param name="Lines">One for each entity that reports use or requests, the most strained first.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.WorkAnswer")]
public sealed record WorkAnswer(
    [property: Id(0)] double Factor,
    [property: Id(1)] TimeSpan BusiestAt,
    [property: Id(2)] int Minutes,
    [property: Id(3)] ImmutableArray<WorkLine> Lines)
{
    /// <summary>Why there is no answer; empty when there is one.</summary>
    [Id(4)]
    public string Problem { get; init; } = "";
}

/// <summary>An entity with the usual work and with another amount.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Usual">With the usual work.</param>
/// <param name="Asked">With the amount asked about.</param>
/// <param name="IsSettled">False when it did not come to rest with that amount: what waits grows longer and longer, and
/// the numbers would be worse later.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.WorkLine")]
public sealed record WorkLine(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] WorkLevel Usual,
    [property: Id(2)] WorkLevel Asked,
    [property: Id(3)] bool IsSettled)
{
    /// <summary>How near the entity is to a limit with the amount asked about: its fullest resource or its share of
    /// errors, whichever is larger.</summary>
    public double Strain => Math.Max(
        Math.Max(Asked.CpuUtilization ?? 0, Asked.PoolUtilization ?? 0), Asked.ErrorRatio ?? 0);
}

/// <summary>Means over the time measured; null for what the entity does not report.</summary>
/// <param name="RequestRate">Requests per second.</param>
/// <param name="DurationSeconds">Mean response time, in seconds.</param>
/// <param name="P95Seconds">95th percentile of response time, in seconds.</param>
/// <param name="ErrorRatio">Share of requests that failed, in [0, 1].</param>
/// <param name="CpuUtilization">Processor use, in [0, 1].</param>
/// <param name="PoolUtilization">Use of the fullest connection pool, in [0, 1].</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.WorkLevel")]
public sealed record WorkLevel(
    [property: Id(0)] double? RequestRate,
    [property: Id(1)] double? DurationSeconds,
    [property: Id(2)] double? P95Seconds,
    [property: Id(3)] double? ErrorRatio,
    [property: Id(4)] double? CpuUtilization,
    [property: Id(5)] double? PoolUtilization);
