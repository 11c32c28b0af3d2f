using AiopsTwin.Engine.Forecasting.Fits;
using AiopsTwin.Engine.Forecasting.Models;

namespace AiopsTwin.Engine.Scoring.Forecasts.Peers;

/// <summary>
/// What others answer to "when does it reach this level?", each in its plain published form. Days are counted from the
/// last value; an answer is never less than half a day nor more than the cap.
/// </summary>
public static class CapacityPeers
{
    private const double Soonest = 0.5;
    private const int Week = 7;

    /// <summary>Names in the order of <see cref="Answers"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "predict_linear 7 d", "least squares 90 d", "theta", "damped trend", "seasonal naive with drift",
    ];

    /// <summary>One answer of each peer.</summary>
    /// <param name="daily">One value a day, the oldest first; at least 15.</param>
    /// <param name="level">The level asked for.</param>
    /// <param name="cap">The answer given for "never".</param>
    public static double[] Answers(ReadOnlySpan<double> daily, double level, double cap) =>
    [
        Line(daily, 7, level, cap),
        Line(daily, 90, level, cap),
        Path(new ThetaLine(), daily, level, cap),
        Path(new DampedTrend(0.8, 0.9, 0.98), daily, level, cap),
        SeasonalNaive(daily, level, cap),
    ];

    /// <summary>
    /// The least-squares line through the last days, as it stands: Prometheus' predict_linear over 7 days, and over 90
    /// days what storage vendors document as days until full.
    /// </summary>
    private static double Line(ReadOnlySpan<double> daily, int days, double level, double cap)
    {
        var taken = daily[^Math.Min(days, daily.Length)..];
        var fit = LineFit.Of(taken);
        var now = fit.At(taken.Length - 1);
        var answer = now >= level ? 0 : fit.Slope > 0 ? (level - now) / fit.Slope : cap;
        return Math.Clamp(answer, Soonest, cap);
    }

    private static double Path(SeriesModel model, ReadOnlySpan<double> daily, double level, double cap)
    {
        var path = new double[(int)cap];
        model.Continue(daily, path);
        return Crossing(daily[^1], path, level, cap);
    }

    /// <summary>The last week again and again, raised by the growth from the week before to it.</summary>
    private static double SeasonalNaive(ReadOnlySpan<double> daily, double level, double cap)
    {
        var last = daily[^Week..];
        var growth = 0.0;
        for (var i = 0; i < Week; i++)
        {
            growth += (last[i] - daily[daily.Length - (2 * Week) + i]) / Week;
        }

        var path = new double[(int)cap];
        for (var i = 0; i < path.Length; i++)
        {
            path[i] = last[i % Week] + (growth * ((i / Week) + 1));
        }

        return Crossing(daily[^1], path, level, cap);
    }

    private static double Crossing(double now, ReadOnlySpan<double> path, double level, double cap)
    {
        var before = now;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] >= level)
            {
                var share = path[i] > before ? Math.Clamp((level - before) / (path[i] - before), 0, 1) : 1;
                return Math.Clamp(i + share, Soonest, cap);
            }

            before = path[i];
        }

        return cap;
    }
}
