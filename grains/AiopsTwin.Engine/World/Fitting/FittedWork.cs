using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Fitting;

/// <summary>How a fitted world answers where nothing is wrong, beside what was observed; NaN for what was
/// not.</summary>
/// <param name="Entity">Who.</param>
/// <param name="Rate">Requests per second, observed and simulated.</param>
/// <param name="Latency">Mean response time in seconds, observed and simulated.</param>
/// <param name="Latency95">95th percentile of the response time in seconds, observed and simulated.</param>
/// <param name="Loss">Share of failed requests, observed and simulated.</param>
public sealed record FittedWork(
    EntityId Entity,
    (double Observed, double Simulated) Rate,
    (double Observed, double Simulated) Latency,
    (double Observed, double Simulated) Latency95,
    (double Observed, double Simulated) Loss)
{
    /// <summary>By how much the simulated response time misses, as a share of the observed; NaN without one.</summary>
    public double LatencyError => Math.Abs(Latency.Simulated - Latency.Observed) / Latency.Observed;

    /// <summary>By how much the simulated rate misses, as a share of the observed; NaN without one.</summary>
    public double RateError => Math.Abs(Rate.Simulated - Rate.Observed) / Rate.Observed;
}

/// <summary>A call as it was learned.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Callee">Whom.</param>
/// <param name="PerRequest">Mean calls per request of the caller.</param>
/// <param name="IsAwaited">Whether the caller waits for the answer.</param>
/// <param name="FailureShare">Share of the caller's requests that fail with the call, in [0, 1].</param>
/// <param name="IsHidden">Whether no trace shows it.</param>
public sealed record LearnedCall(
    EntityId Caller, EntityId Callee, double PerRequest, bool IsAwaited, double FailureShare, bool IsHidden);

/// <summary>What a fault makes of one entity's work, sample by sample since its beginning.</summary>
/// <param name="Delay">Seconds added to the response time; negative where it falls.</param>
/// <param name="Failing">Share of requests that fail because of it, in [0, 1].</param>
/// <param name="Traffic">Requests as a share of the usual.</param>
public sealed record FaultEffect(double[] Delay, double[] Failing, double[] Traffic);
