using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Scoring.Forecasts.Peers;

namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>
/// Asks "when does it reach the level that it truly reaches 7, 14, 30 and 60 days later?" on several days of each
/// volume's life, and compares the answer with the day on which the level was first reached. Answers are capped at four
/// times the horizon, as in the measurements the targets come from.
/// </summary>
public static class CapacityExam
{
    /// <summary>Days ahead whose levels are asked for.</summary>
    public static IReadOnlyList<int> Horizons { get; } = [7, 14, 30, 60];

    private const int Cap = 4;
    private const int FirstDay = 200;
    private const int Every = 67;
    private static readonly DateTimeOffset Birth = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The questions that can be put to a volume, answered by us alone. A level that is reached already is not asked
    /// for.
    /// </summary>
    public static IEnumerable<CapacityCase> Ask(GrowthVolume volume)
    {
        for (var day = FirstDay; day + Horizons[^1] < volume.Used.Length; day += Every)
        {
            foreach (var horizon in Horizons)
            {
                if (volume.Used[day + horizon] > volume.Used[day])
                {
                    yield return Ask(volume, day, horizon);
                }
            }
        }
    }

    /// <summary>The same case with the answers of the peers.</summary>
    public static CapacityCase Compare(GrowthVolume volume, CapacityCase one)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(one);
        var used = volume.Used.AsSpan();
        return one with
        {
            Peers = CapacityPeers.Answers(Known(used, one.Day), used[one.Day + one.Horizon], Cap * one.Horizon),
        };
    }

    /// <summary>
    /// Whether a volume that does not grow is given a date, asked on one day for a limit that its past never reached;
    /// null when its past did.
    /// </summary>
    /// <param name="name">The volume's name.</param>
    /// <param name="used">One value a day.</param>
    /// <param name="day">The day of asking.</param>
    /// <param name="factor">The limit in units of the level on that day.</param>
    public static bool? IsDated(string name, ReadOnlySpan<double> used, int day, double factor)
    {
        var limit = used[day] * factor;
        foreach (var value in used[..(day + 1)])
        {
            if (value >= limit)
            {
                return null;
            }
        }

        return Forecast(name, used, day, limit).Verdict == CapacityVerdict.FullOnDate;
    }

    private static CapacityCase Ask(GrowthVolume volume, int day, int horizon)
    {
        var used = volume.Used.AsSpan();
        var level = used[day + horizon];
        var actual = 1;
        while (used[day + actual] < level)
        {
            actual++;
        }

        var forecast = Forecast(volume.Name, used, day, level);
        var cap = (double)(Cap * horizon);
        return new CapacityCase(
            volume.Name, volume.Shape, day, horizon, actual,
            Math.Min(cap, Days(forecast.FullOn, day) ?? cap),
            Days(forecast.From, day) ?? double.PositiveInfinity,
            Days(forecast.To, day) ?? double.PositiveInfinity,
            forecast.Window.FirstOrDefault(odds => odds.Days == 14).Probability,
            []);
    }

    private static ReadOnlySpan<double> Known(ReadOnlySpan<double> used, int day) =>
        used[Math.Max(0, day + 1 - CapacityHistory.MostDays)..(day + 1)];

    private static CapacityForecast Forecast(string name, ReadOnlySpan<double> used, int day, double limit)
    {
        var at = Birth.AddDays(day + 1);
        var history = CapacityHistory.Of(ResourceKind.Stock, at, Known(used, day));
        return CapacityForecaster.Forecast(history, new CapacityQuestion(name, limit, at));
    }

    private static double? Days(DateTimeOffset? date, int day) => (date - Birth.AddDays(day + 1))?.TotalDays;
}
