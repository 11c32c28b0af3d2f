using AiopsTwin.Engine.Baselines;
using MathNet.Numerics.Distributions;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>
/// A growing level. The middle of the distribution is the answer of the chosen curves, its width the calibrated spread;
/// whether it leans early or late is taken from the bootstrapped courses.
/// </summary>
internal sealed class TrendCrossing : CrossingDays
{
    /// <summary>No side is made wider or narrower than this factor by the courses' lean.</summary>
    private const double MostLean = 1.3;

    private readonly double _middle;
    private readonly double _early;
    private readonly double _late;

    /// <param name="median">Days until the level is reached with even odds; positive.</param>
    /// <param name="deviation">Deviation of the logarithm of the days.</param>
    /// <param name="courses">The days of bootstrapped courses, ascending; empty when there are none.</param>
    public TrendCrossing(double median, double deviation, double[] courses)
    {
        Median = median;
        _middle = Math.Log(median);
        var lean = Lean(courses);
        _early = deviation / lean;
        _late = deviation * lean;
    }

    public override double Median { get; }

    public override double Quantile(double probability)
    {
        var reach = Normal.InvCDF(0, 1, probability);
        return Math.Exp(_middle + (reach * (reach < 0 ? _early : _late)));
    }

    public override double Within(double days)
    {
        if (days <= 0)
        {
            return 0;
        }

        var off = Math.Log(days) - _middle;
        return Normal.CDF(0, 1, off / (off < 0 ? _early : _late));
    }

    /// <summary>Square root of the ratio of the courses' late half width to their early one, within bounds.</summary>
    private static double Lean(double[] courses)
    {
        if (courses.Length == 0 || !double.IsFinite(RobustStatistics.Quantile(courses, 0.9)))
        {
            return 1;
        }

        var middle = Math.Log(RobustStatistics.Quantile(courses, 0.5));
        var early = middle - Math.Log(RobustStatistics.Quantile(courses, 0.1));
        var late = Math.Log(RobustStatistics.Quantile(courses, 0.9)) - middle;
        return early > 1e-6 && late > 1e-6
            ? Math.Clamp(Math.Sqrt(late / early), 1 / MostLean, MostLean)
            : 1;
    }
}
