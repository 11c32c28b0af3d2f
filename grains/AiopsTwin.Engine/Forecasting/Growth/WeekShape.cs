using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>The course of the week in a daily series: offsets by weekday about the week's mean.</summary>
internal static class WeekShape
{
    private const int Days = 7;
    private const int Weeks = 16;

    /// <summary>The 99.9 % quantile of chi-square with seven degrees of freedom.</summary>
    private const double Certain = 24.3;

    /// <summary>
    /// Offsets by step modulo 7 over the last 16 weeks; all zero when they do not stand out from their own noise.
    /// Medians, so that clean-ups and single days do not make a season; each offset shrunk by t^2 / (t^2 + 1).
    /// </summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var offsets = new double[Days];
        if (values.Length < 5 * Days)
        {
            return offsets;
        }

        var first = Math.Max(3, values.Length - (Weeks * Days));
        var rest = new double[values.Length - 3 - first];
        for (var i = 0; i < rest.Length; i++)
        {
            var mean = 0.0;
            for (var j = -3; j <= 3; j++)
            {
                mean += values[first + i + j] / Days;
            }

            rest[i] = values[first + i] - mean;
        }

        return Shrink(Medians(rest, first, offsets), rest, first);
    }

    private static double[] Medians(double[] rest, int first, double[] offsets)
    {
        var own = new double[(rest.Length / Days) + 1];
        for (var day = 0; day < Days; day++)
        {
            var count = 0;
            for (var i = 0; i < rest.Length; i++)
            {
                if ((first + i) % Days == day)
                {
                    own[count++] = rest[i];
                }
            }

            offsets[day] = RobustStatistics.Median(own.AsSpan(0, count));
        }

        var mean = offsets.Sum() / Days;
        for (var day = 0; day < Days; day++)
        {
            offsets[day] -= mean;
        }

        return offsets;
    }

    private static double[] Shrink(double[] offsets, double[] rest, int first)
    {
        var misses = new double[rest.Length];
        for (var i = 0; i < rest.Length; i++)
        {
            misses[i] = rest[i] - offsets[(first + i) % Days];
        }

        var error = 1.2533 * RobustStatistics.Spread(misses, 0) / Math.Sqrt(rest.Length / (double)Days);
        var sum = 0.0;
        foreach (var offset in offsets)
        {
            sum += error > 0 ? offset * offset / (error * error) : (offset == 0 ? 0 : Certain);
        }

        for (var day = 0; day < Days; day++)
        {
            var square = offsets[day] * offsets[day];
            offsets[day] = sum < Certain || square == 0 ? 0 : offsets[day] * square / (square + (error * error));
        }

        return offsets;
    }
}
