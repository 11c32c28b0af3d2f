using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// Bounded evidence from robust deviations (diagnosis reference 4.1): BARO's scorer (Pham, Ha, Zhang, FSE 2024) made
/// two-sided, floored and bounded, so that the loudest series cannot win by its unit or by a nearly constant baseline.
/// </summary>
public static class RobustDeviation
{
    /// <summary>How far a series went in its bad direction, in scales; never negative. A cold baseline counts
    /// half.</summary>
    public static double Badness(SeriesEvidence series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var deviation = MetricCatalog.Describe(series.Metric).Bad switch
        {
            BadDirection.Up => series.Deviation,
            BadDirection.Down => -series.Deviation,
            _ => Math.Abs(series.Deviation),
        };
        return Math.Max(0, series.IsWarm ? deviation : deviation / 2);
    }

    /// <summary>
    /// Evidence of a deviation, in [0, 1): 0 up to the threshold, then 1 - exp(-(log1p(z) - log1p(z0))), which is
    /// 1 - (1 + z0) / (1 + z). With a threshold of 3: z = 7 gives 0.5, z = 39 gives 0.9.
    /// </summary>
    /// <param name="badness">Deviation in scales, at least 0.</param>
    /// <param name="threshold">Deviation that means nothing yet, at least 0.</param>
    public static double Bound(double badness, double threshold) =>
        badness <= threshold ? 0 : 1 - ((1 + threshold) / (1 + badness));

    /// <summary>Several independent evidences as one: noisy-or.</summary>
    public static double Combine(IEnumerable<double> evidences)
    {
        ArgumentNullException.ThrowIfNull(evidences);
        return 1 - evidences.Aggregate(1.0, (missed, evidence) => missed * (1 - evidence));
    }
}
