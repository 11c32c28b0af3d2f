using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// How bad a deviation is for those who use the entity. The limits are ours: a doubled response time, a twentieth of
/// the requests failing, half of the traffic gone or trebled, a resource nearly exhausted.
/// </summary>
internal static class SeverityRule
{
    private const double FailedShare = 0.05;
    private const double Exhausted = 0.95;

    /// <summary>Severity of an observation against its expectation.</summary>
    public static AlertSeverity Of(MetricDescriptor metric, double expected, double observed) =>
        IsCritical(metric, expected, observed) ? AlertSeverity.Critical : AlertSeverity.Warning;

    private static bool IsCritical(MetricDescriptor metric, double expected, double observed) => metric.Family switch
    {
        MetricFamily.Availability => true,
        MetricFamily.Errors => Math.Abs(observed - expected) >= FailedShare,
        MetricFamily.Latency => observed >= 2 * expected,
        MetricFamily.Traffic => observed <= 0.5 * expected || observed >= 3 * expected,
        MetricFamily.Network when metric.Shape == MetricShape.Ratio => observed - expected >= FailedShare,
        MetricFamily.Cpu or MetricFamily.Memory or MetricFamily.Disk or MetricFamily.Saturation =>
            metric.Shape == MetricShape.Ratio && metric.Bad == BadDirection.Up && observed >= Exhausted,
        _ => false,
    };
}
