namespace AiopsTwin.Engine.Forecasting.Models;

/// <summary>Where smoothing of level and damped trend (Gardner and McKenzie 1985) ends at given rates.</summary>
/// <param name="Error">Sum of squared errors of one step ahead.</param>
/// <param name="Level">Level after the last value.</param>
/// <param name="Trend">Trend after the last value, per step.</param>
internal readonly record struct DampedSmoothing(double Error, double Level, double Trend)
{
    // The first trend is the mean step of this many values: one step alone would be noise.
    private const int FirstValues = 10;

    /// <summary>Smooths values, oldest first.</summary>
    /// <param name="values">The values, at least two.</param>
    /// <param name="levelRate">Share of a miss that moves the level, 0 to 1.</param>
    /// <param name="trendRate">Share of a miss that moves the trend, 0 to 1.</param>
    /// <param name="damping">What is left of the trend after a step, 0 to 1.</param>
    public static DampedSmoothing Of(
        ReadOnlySpan<double> values, double levelRate, double trendRate, double damping)
    {
        var first = Math.Min(values.Length, FirstValues);
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

        return new DampedSmoothing(error, level, trend);
    }
}
