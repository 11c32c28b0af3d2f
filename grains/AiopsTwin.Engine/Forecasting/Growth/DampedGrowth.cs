using AiopsTwin.Engine.Forecasting.Models;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>Level and damped trend of a daily level, the damping chosen among 0.9, 0.98 and none: a damping that is not
/// chosen turns every volume into one that never fills.</summary>
internal static class DampedGrowth
{
    private static readonly double[] LevelRates = [0.1, 0.3, 0.6, 0.9];
    private static readonly double[] TrendRates = [0.02, 0.1, 0.3];
    private static readonly double[] Dampings = [1, 0.98, 0.9];

    /// <summary>Level and trend at the last value, and the damping, least in squared error one step ahead.</summary>
    public static (double Level, double Trend, double Damping) Of(ReadOnlySpan<double> values)
    {
        var best = double.PositiveInfinity;
        (double Level, double Trend, double Damping) chosen = default;
        foreach (var damping in Dampings)
        {
            foreach (var levelRate in LevelRates)
            {
                foreach (var trendRate in TrendRates)
                {
                    var (error, level, trend) =
                        DampedSmoothing.Of(values, levelRate, levelRate * trendRate, damping);
                    if (error < best * (1 - 1e-9))
                    {
                        best = error;
                        chosen = (level, trend, damping);
                    }
                }
            }
        }

        return chosen;
    }
}
