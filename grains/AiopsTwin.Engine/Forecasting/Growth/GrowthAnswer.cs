using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>When a level is reached, as far as the daily values tell.</summary>
/// <param name="Days">The distribution of the days from the last value on; null when it is out of sight.</param>
/// <param name="Choice">The curves believed.</param>
/// <param name="Spread">The calibrated spread.</param>
/// <param name="Series">The values taken apart.</param>
/// <param name="IsGrowing">Whether the level rises by more than its own noise.</param>
internal sealed record GrowthAnswer(
    CrossingDays? Days, GrowthChoice Choice, CrossingSpread Spread, GrowthSeries Series, bool IsGrowing)
{
    /// <summary>Nobody is told of a day further away than this.</summary>
    public const double Farthest = 3650;

    /// <summary>Most origins at which the candidates are tried.</summary>
    private const int Origins = 12;

    private const int LongestTrial = 120;

    /// <summary>Answers a question.</summary>
    /// <param name="daily">One value a day, the oldest first; at least
    /// <see cref="GrowthCandidates.LeastDays"/>.</param>
    /// <param name="level">The level asked for.</param>
    /// <param name="random">Draws of the courses.</param>
    public static GrowthAnswer Of(ReadOnlySpan<double> daily, double level, SeededRandom random)
    {
        var series = new GrowthSeries(daily);
        var curves = GrowthCandidates.At(series, daily.Length - 1);
        var horizon = Horizon(series, curves, level);
        var trials = GrowthTrials.Run(series, horizon, Origins);
        var choice = GrowthChoice.Of(curves, trials);
        var spread = CrossingSpread.Of(choice.Errors);
        var answer = new GrowthAnswer(null, choice, spread, series, GrowthTest.IsGrowing(series.Growing));
        return answer with { Days = answer.Until(level, random) };
    }

    /// <summary>The same curves and spread asked for another level.</summary>
    public CrossingDays? Until(double level, SeededRandom random)
    {
        if (!IsGrowing)
        {
            return PeakCrossing.Of(Series.Values, level);
        }

        var median = Choice.DayReaching(Series, level, Farthest);
        if (median >= Farthest)
        {
            return null;
        }

        var most = (int)Math.Clamp(Math.Ceiling(4 * median), 14, 730);
        return new TrendCrossing(
            median, Spread.At(median), BlockBootstrap.Days(Series, Choice, level, most, random));
    }

    /// <summary>The days the candidates are tried over: the median of their answers, as far as the history can
    /// judge.</summary>
    private static int Horizon(GrowthSeries series, GrowthCurve[] curves, double level)
    {
        var origin = series.Values.Length - 1;
        var days = Array.ConvertAll(curves, curve => series.DayReaching(curve, origin, level, 2 * LongestTrial));
        Array.Sort(days);
        var most = Math.Clamp(series.Values.Length / 3, 1, LongestTrial);
        return (int)Math.Clamp(Math.Round(days[days.Length / 2]), Math.Min(3, most), most);
    }
}
