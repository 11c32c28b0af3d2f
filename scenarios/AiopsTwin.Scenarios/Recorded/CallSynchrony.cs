using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>How busy and how slow an entity usually is.</summary>
/// <param name="Requests">Median number of requests per second.</param>
/// <param name="Usual">Median of the median durations, in seconds; null when it was not measured.</param>
/// <param name="Slowest">Median of the 99th percentiles of duration, in seconds; null when it was not measured.</param>
internal sealed record LatencyProfile(double Requests, double? Usual, double? Slowest);

/// <summary>
/// Tells from fault-free telemetry which calls nobody waits for. A request that waits for an answer takes at least as
/// long as the answer: when at least two in a hundred of a caller's requests call something, the slowest hundredth of
/// them cannot be faster than what they call usually is. Where it is, the caller starts the work and goes on. Without
/// percentiles, or with fewer calls, a call counts as waited for: a graph of calls is usually one of requests and
/// answers. The test needs one measured number of each end and no training.
/// </summary>
internal static class CallSynchrony
{
    // Twice the hundredth that the percentile leaves out, so that some of the slowest hundredth must be among them.
    private const double LeastShare = 0.02;

    /// <summary>True when the caller surely does not wait for the callee.</summary>
    public static bool IsAsynchronous(
        ImmutableSortedDictionary<EntityId, LatencyProfile> profiles, EntityId caller, EntityId callee) =>
        profiles.TryGetValue(caller, out var above) && profiles.TryGetValue(callee, out var below)
        && above.Requests > 0 && below.Requests / above.Requests >= LeastShare
        && above.Slowest < below.Usual;
}
