using AiopsTwin.Engine.Forecasting.Models;

namespace AiopsTwin.Engine.Scoring.Forecasts.Peers;

/// <summary>What others forecast for a series, seasonally adjusted like Naive 2 where they know no season
/// themselves.</summary>
public static class SeriesPeers
{
    /// <summary>Names in the order of <see cref="Paths"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["naive 2", "seasonal naive", "theta", "damped trend"];

    /// <summary>One path of each peer.</summary>
    /// <param name="history">The known values, oldest first; at least 4.</param>
    /// <param name="period">Steps of the season; 1 when there is none.</param>
    /// <param name="horizon">Steps ahead.</param>
    public static double[][] Paths(ReadOnlySpan<double> history, int period, int horizon)
    {
        var naive = new double[horizon];
        NaiveTwo.Continue(history, period, naive);
        var seasonal = new double[horizon];
        new SeasonalNaive(Math.Min(period, history.Length)).Continue(history, seasonal);
        return
        [
            naive,
            seasonal,
            NaiveTwo.Adjusted(history, period, horizon, new ThetaLine()),
            NaiveTwo.Adjusted(history, period, horizon, new DampedTrend(0.8, 0.9, 0.98)),
        ];
    }
}
