using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>What one exam of correlation plays: the map the twin is given, what reaches it and when, and the
/// truth.</summary>
/// <param name="Map">The map the twin is given; it may be wrong.</param>
/// <param name="Faults">The true causes.</param>
/// <param name="Deliveries">What arrives, in the order it arrives.</param>
/// <param name="Seconds">How long it lasts.</param>
public sealed record CorrelationScript(
    TopologySnapshot Map,
    ImmutableArray<FaultTruth> Faults,
    ImmutableArray<Delivery> Deliveries,
    double Seconds)
{
    /// <summary>The first instant of every script.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    /// <summary>True when every entity is also known to report telemetry of its own, so that its silence about trouble
    /// says something; false when the twin gets alerts and nothing else.</summary>
    public bool HasTelemetry { get; init; }

    /// <summary>From when on entities report nothing any more, in seconds.</summary>
    public ImmutableDictionary<EntityId, double> SilentSince { get; init; } =
        ImmutableDictionary<EntityId, double>.Empty;
}
