using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Forecasting.Fits;

/// <summary>The median of the slopes of all pairs (Theil 1950, Sen 1968), over at most 40 evenly taken values so that
/// the number of pairs stays below 800. Blind to bursts, which for bursty growth is a fault.</summary>
internal static class TheilSen
{
    private const int MostValues = 40;

    /// <summary>Change per step; 0 for fewer than two values.</summary>
    public static double Slope(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var count = Math.Min(MostValues, values.Length);
        var slopes = new double[count * (count - 1) / 2];
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var left = Place(i, count, values.Length);
            for (var j = i + 1; j < count; j++)
            {
                var right = Place(j, count, values.Length);
                slopes[at++] = (values[right] - values[left]) / (right - left);
            }
        }

        return RobustStatistics.Median(slopes);
    }

    private static int Place(int index, int count, int length) => (int)((long)index * (length - 1) / (count - 1));
}
