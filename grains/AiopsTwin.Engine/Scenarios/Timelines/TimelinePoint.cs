using Orleans;

namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>What an entity did in an interval of telemetry, without the noise of counting. Points of two timelines of
/// one scenario have the same instants.</summary>
/// <param name="At">End of the interval, as an offset from the scenario's start.</param>
/// <param name="RatePerSecond">Requests per second.</param>
/// <param name="ErrorRatio">Share that failed, in [0, 1].</param>
/// <param name="P95Seconds">95th percentile of the response time.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.TimelinePoint")]
public readonly record struct TimelinePoint(
    [property: Id(0)] TimeSpan At,
    [property: Id(1)] double RatePerSecond,
    [property: Id(2)] double ErrorRatio,
    [property: Id(3)] double P95Seconds);
