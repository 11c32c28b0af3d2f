using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>Days on which much was removed from a volume, and the rhythm in which that recurs.</summary>
/// <param name="Days">Indices of the first day after each clean-up, ascending.</param>
/// <param name="Sizes">What each removed, positive.</param>
/// <param name="Every">Mean days between clean-ups; 0 when fewer than three were seen.</param>
/// <param name="Size">What the next one is expected to remove.</param>
/// <param name="IsRegular">Whether they come so regularly that the day of the next can be named.</param>
internal sealed record CleanUps(int[] Days, double[] Sizes, double Every, double Size, bool IsRegular)
{
    /// <summary>Least number of clean-ups that makes a habit.</summary>
    private const int Habit = 3;

    private const double Deviations = 5;

    /// <summary>Greatest spread of the gaps, as a share of their mean, that is called regular.</summary>
    private const double RegularSpread = 0.3;

    /// <summary>
    /// A fall by more than five deviations of the daily growth from its median, larger than three days' growth, and
    /// still there two days later.
    /// </summary>
    public static CleanUps In(ReadOnlySpan<double> values)
    {
        var days = new List<int>();
        var sizes = new List<double>();
        if (values.Length >= 10)
        {
            Find(values, days, sizes);
        }

        return WithRhythm([.. days], [.. sizes], values.Length);
    }

    /// <summary>What is expected to be removed up to some days after an origin.</summary>
    public double RemovedWithin(double days, int origin)
    {
        if (Every == 0)
        {
            return 0;
        }

        if (!IsRegular)
        {
            return Size * days / Every;
        }

        var last = Days[0];
        foreach (var day in Days)
        {
            last = day <= origin ? day : last;
        }

        var wait = Math.Max(1, last + Every - origin);
        return days < wait ? 0 : Size * (1 + Math.Floor((days - wait) / Every));
    }

    private static void Find(ReadOnlySpan<double> values, List<int> days, List<double> sizes)
    {
        var growth = new double[values.Length - 1];
        for (var i = 0; i < growth.Length; i++)
        {
            growth[i] = values[i + 1] - values[i];
        }

        var center = RobustStatistics.Median(growth.AsSpan().ToArray());
        var spread = RobustStatistics.MadToDeviation * Distance(growth, center);
        var limit = center - Math.Max(Deviations * spread, 3 * Math.Abs(center));
        for (var i = 0; i < growth.Length; i++)
        {
            var later = values[Math.Min(values.Length - 1, i + 3)];
            if (growth[i] < Math.Min(limit, 0) && values[i] - later > 0.6 * -growth[i])
            {
                days.Add(i + 1);
                sizes.Add(center - growth[i]);
            }
        }
    }

    private static double Distance(double[] values, double center)
    {
        var distances = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            distances[i] = Math.Abs(values[i] - center);
        }

        return RobustStatistics.Median(distances);
    }

    private static CleanUps WithRhythm(int[] days, double[] sizes, int length)
    {
        if (days.Length < Habit || length - days[^1] > 2 * (days[^1] - days[0]) / (days.Length - 1))
        {
            return new CleanUps(days, sizes, 0, 0, false);
        }

        var every = (days[^1] - days[0]) / (days.Length - 1.0);
        var squares = 0.0;
        for (var i = 1; i < days.Length; i++)
        {
            squares += Math.Pow(days[i] - days[i - 1] - every, 2) / (days.Length - 1);
        }

        var recent = sizes.AsSpan(Math.Max(0, sizes.Length - 4));
        var size = 0.0;
        foreach (var one in recent)
        {
            size += one / recent.Length;
        }

        return new CleanUps(days, sizes, every, size, Math.Sqrt(squares) < RegularSpread * every);
    }
}
