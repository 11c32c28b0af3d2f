using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.Impacts;

/// <summary>
/// How bad a fault is, when only its kind and its place are known: any of a set, each as likely as the other. The steps
/// of both sets are even on a logarithmic scale as people count (1, 2, 5). A response time doubles at least, for less
/// nobody would look; one request in a hundred fails at least, for the same reason, and one in five at most, which is
/// what the catalogue's presets inject.
/// </summary>
/// <param name="Slowness">By how much the response time of the place is multiplied.</param>
/// <param name="Failing">Share of its requests that fail.</param>
public sealed record FaultMagnitudes(ImmutableArray<double> Slowness, ImmutableArray<double> Failing)
{
    /// <summary>The set used unless something else is said.</summary>
    public static FaultMagnitudes Default { get; } = new([2, 3, 5, 10, 20], [0.01, 0.02, 0.05, 0.1, 0.2]);

    /// <summary>Sets of one magnitude each, for asking how much hangs on it.</summary>
    public IEnumerable<FaultMagnitudes> Each =>
        Slowness.Zip(Failing, (slow, failing) => new FaultMagnitudes([slow], [failing]));

    /// <summary>The faults of a kind.</summary>
    /// <param name="root">The place.</param>
    /// <param name="symptom">What is wrong with it: latency or availability.</param>
    /// <param name="usualSeconds">Its usual response time.</param>
    public IEnumerable<FaultSpec> Of(EntityId root, string symptom, double usualSeconds) => symptom == "latency"
        ? Slowness.Select(factor => Fault(root, "latency-add", "milliseconds", 1000 * (factor - 1) * usualSeconds))
        : Failing.Select(share => Fault(root, "error-add", "ratio", share));

    private static FaultSpec Fault(EntityId root, string kind, string parameter, double value) => new(
        "labelled", kind, [root], null,
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal).Add(parameter, value),
        TimeSpan.Zero, null);
}
