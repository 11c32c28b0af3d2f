using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Detections.Simulated;

/// <summary>What one region of a simulated service measured, a value a minute; NaN where a sample is missing.</summary>
/// <param name="Requests">Requests of the minute.</param>
/// <param name="Latency">95th percentile of the response time, seconds.</param>
/// <param name="CallerLatency">The same of the service that calls it, most of whose time is spent waiting for
/// it.</param>
/// <param name="Batches">Scheduled windows of its batches, first minute and the one after the last, in order of
/// time; a run that was missed has its window too.</param>
public sealed record SimulatedRegion(
    ImmutableArray<double> Requests,
    ImmutableArray<double> Latency,
    ImmutableArray<double> CallerLatency,
    ImmutableArray<(int Start, int End)> Batches);
