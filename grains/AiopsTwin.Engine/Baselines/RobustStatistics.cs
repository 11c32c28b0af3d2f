namespace AiopsTwin.Engine.Baselines;

/// <summary>Median and median absolute deviation of short spans; they sort the span they are given.</summary>
internal static class RobustStatistics
{
    /// <summary>Turns a median absolute deviation into a deviation of the normal distribution: 1 /
    /// Phi^-1(3/4).</summary>
    public const double MadToDeviation = 1.4826;

    /// <summary>Turns a mean absolute deviation into a deviation of the normal distribution: sqrt(pi / 2).</summary>
    public const double MeanToDeviation = 1.2533;

    /// <summary>The median; sorts the span. Zero for an empty span.</summary>
    public static double Median(Span<double> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }

    /// <summary>
    /// Spread about a centre, in deviations of the normal distribution; overwrites and sorts the span. When more than
    /// half of the values are equal the median of the distances is zero; the clipped mean then still sees the rest.
    /// </summary>
    public static double Spread(Span<double> values, double center)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Abs(values[i] - center);
        }

        var byMedian = MadToDeviation * Median(values);
        var trimmed = values.Length - (values.Length / 10);
        for (var i = 0; i < trimmed; i++)
        {
            sum += values[i];
        }

        var byMean = trimmed > 0 ? MeanToDeviation * sum / trimmed : 0;
        return Math.Max(byMedian, byMean);
    }

    /// <summary>Quantile with linear interpolation between order statistics; sorts the span, which must not be
    /// empty.</summary>
    public static double Quantile(Span<double> values, double share)
    {
        values.Sort();
        var place = share * (values.Length - 1);
        var low = (int)place;
        var high = Math.Min(low + 1, values.Length - 1);
        return values[low] + ((place - low) * (values[high] - values[low]));
    }

    /// <summary>Correlation of neighbouring values about a centre, in [-1, 1]; 0 when the values do not vary.</summary>
    public static double NeighbourCorrelation(ReadOnlySpan<double> values, double center)
    {
        double products = 0, squares = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var here = values[i] - center;
            squares += here * here;
            if (i > 0)
            {
                products += here * (values[i - 1] - center);
            }
        }

        return squares > 0 ? products / squares : 0;
    }
}
