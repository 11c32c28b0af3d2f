namespace AiopsTwin.Engine.Forecasting;

/// <summary>Which of the seasons a series might have it shows.</summary>
internal static class SeasonCheck
{
    /// <summary>Two deviations of the autocorrelation of noise (Bartlett 1946).</summary>
    private const double Deviations = 2;

    /// <summary>
    /// The candidates that the history holds twice and that stand out in the autocorrelation of the changes from step
    /// to step: changes, because a trend would correlate at every lag.
    /// </summary>
    /// <param name="values">The history.</param>
    /// <param name="candidates">Seasons in steps, in any order.</param>
    /// <returns>Ascending, without repeats.</returns>
    public static int[] Present(ReadOnlySpan<double> values, ReadOnlySpan<int> candidates)
    {
        var found = new SortedSet<int>();
        foreach (var period in candidates)
        {
            if (period >= 2 && values.Length >= (2 * period) + 8
                && Correlation(values, period) > Deviations / Math.Sqrt(values.Length - period))
            {
                found.Add(period);
            }
        }

        return [.. found];
    }

    private static double Correlation(ReadOnlySpan<double> values, int lag)
    {
        var mean = (values[^1] - values[0]) / (values.Length - 1);
        double products = 0, squares = 0;
        for (var i = 1; i < values.Length; i++)
        {
            var here = values[i] - values[i - 1] - mean;
            squares += here * here;
            if (i > lag)
            {
                products += here * (values[i - lag] - values[i - lag - 1] - mean);
            }
        }

        return squares > 0 ? products / squares : 0;
    }
}
