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
                    var (error, level, trend) = Run(values, levelRate, levelRate * trendRate, damping);
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

    private static (double Error, double Level, double Trend) Run(
        ReadOnlySpan<double> values, double levelRate, double trendRate, double damping)
    {
        var first = Math.Min(values.Length, 10);
        var trend = (values[first - 1] - values[0]) / (first - 1);
        var level = values[0];
        var error = 0.0;
        for (var i = 1; i < values.Length; i++)
        {
            var ahead = level + (damping * trend);
            var miss = values[i] - ahead;
            error += miss * miss;
            level = ahead + (levelRate * miss);
            trend = (damping * trend) + (trendRate * miss);
        }

        return (error, level, trend);
    }
}
