using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>Half widths of the interval at each step, from the errors made at the rolling origins.</summary>
internal static class PathWidths
{
    /// <summary>
    /// The error's size is taken step by step, smoothed over neighbouring steps; the errors in units of that size, over
    /// all origins and steps, give the quantile that holds the wanted share (split conformal prediction, Vovk,
    /// Gammerman and Shafer 2005, with one scale for each step).
    /// </summary>
    public static double[] Of(
        ReadOnlySpan<double> values, double[,] misses, int horizon, SeriesForecastSettings settings)
    {
        var origins = misses.GetLength(0);
        var widths = new double[horizon];
        if (origins == 0)
        {
            return FromChanges(values, widths, settings.Confidence);
        }

        var sizes = Sizes(misses, horizon);
        var ratios = new double[origins * horizon];
        for (var k = 0; k < origins; k++)
        {
            for (var i = 0; i < horizon; i++)
            {
                ratios[(k * horizon) + i] = sizes[i] > 0 ? Math.Abs(misses[k, i]) / sizes[i] : 0;
            }
        }

        var quantile = RobustStatistics.Quantile(ratios, settings.Confidence);
        for (var i = 0; i < horizon; i++)
        {
            widths[i] = settings.Widening * quantile * sizes[i];
        }

        return widths;
    }

    /// <summary>Mean absolute error over all origins and steps.</summary>
    public static double MeanSize(double[,] misses)
    {
        var sum = 0.0;
        foreach (var miss in misses)
        {
            sum += Math.Abs(miss);
        }

        return sum / misses.Length;
    }

    private static double[] Sizes(double[,] misses, int horizon)
    {
        var reach = Math.Max(1, horizon / 6);
        var sizes = new double[horizon];
        for (var i = 0; i < horizon; i++)
        {
            var count = 0;
            for (var j = Math.Max(0, i - reach); j <= Math.Min(horizon - 1, i + reach); j++)
            {
                for (var k = 0; k < misses.GetLength(0); k++)
                {
                    sizes[i] += Math.Abs(misses[k, j]);
                    count++;
                }
            }

            sizes[i] /= count;
        }

        return sizes;
    }

    /// <summary>Too little history to look back: a random walk with the changes seen.</summary>
    private static double[] FromChanges(ReadOnlySpan<double> values, double[] widths, double confidence)
    {
        var sum = 0.0;
        for (var i = 1; i < values.Length; i++)
        {
            sum += Math.Abs(values[i] - values[i - 1]);
        }

        var deviation = values.Length > 1 ? RobustStatistics.MeanToDeviation * sum / (values.Length - 1) : 0;
        var reach = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 + confidence) / 2);
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = reach * deviation * Math.Sqrt(i + 1);
        }

        return widths;
    }
}
