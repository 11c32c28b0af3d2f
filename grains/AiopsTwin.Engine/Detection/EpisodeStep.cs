using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>What one judged sample brings to an episode.</summary>
/// <param name="Ticks">Its instant.</param>
/// <param name="Score">How far it is from the expectation.</param>
/// <param name="Residual">Value minus expectation, on the judged scale.</param>
/// <param name="Deviation">One deviation of a residual.</param>
/// <param name="Expected">The expectation, in the metric's unit.</param>
/// <param name="Observed">The value or mean that deviates, in the metric's unit.</param>
/// <param name="Severity">How bad that is.</param>
internal readonly record struct EpisodeStep(
    long Ticks,
    DeviationScore Score,
    double Residual,
    double Deviation,
    double Expected,
    double Observed,
    AlertSeverity Severity)
{
    /// <summary>True when this sample stands for so long that it need not wait for another to raise an
    /// alert.</summary>
    public bool IsCoarse { get; init; }
}
