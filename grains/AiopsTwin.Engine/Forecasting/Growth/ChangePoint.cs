namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>
/// The last day on which the daily growth changed: binary segmentation (Scott and Knott 1974) of the growth winsorised
/// at its 95 % quantile; a split is accepted at |t| above 4 with 14 days on either side.
/// </summary>
internal static class ChangePoint
{
    private const int LeastSide = 14;
    private const double Significance = 4;

    /// <summary>Index of the first day of the present growth; 0 when it never changed.</summary>
    public static int Last(double[] levels)
    {
        var growth = new double[Math.Max(0, levels.Length - 1)];
        for (var i = 0; i < growth.Length; i++)
        {
            growth[i] = levels[i + 1] - levels[i];
        }

        if (growth.Length < 2 * LeastSide)
        {
            return 0;
        }

        var sorted = (double[])growth.Clone();
        Array.Sort(sorted);
        var top = sorted[(int)(0.95 * (sorted.Length - 1))];
        var low = sorted[(int)(0.05 * (sorted.Length - 1))];
        var sums = new double[growth.Length + 1];
        var squares = new double[growth.Length + 1];
        for (var i = 0; i < growth.Length; i++)
        {
            var held = Math.Clamp(growth[i], low, top);
            sums[i + 1] = sums[i] + held;
            squares[i + 1] = squares[i] + (held * held);
        }

        var from = 0;
        while (Split(sums, squares, from) is { } split)
        {
            from = split;
        }

        return from;
    }

    /// <summary>The best split of what lies from an index to the end; null when none is significant.</summary>
    private static int? Split(double[] sums, double[] squares, int from)
    {
        var to = sums.Length - 1;
        var best = Significance;
        int? found = null;
        for (var at = from + LeastSide; at <= to - LeastSide; at++)
        {
            double left = at - from, right = to - at;
            var leftMean = (sums[at] - sums[from]) / left;
            var rightMean = (sums[to] - sums[at]) / right;
            var within = squares[to] - squares[from] - (left * leftMean * leftMean) - (right * rightMean * rightMean);
            var variance = Math.Max(within, 0) / (left + right - 2);
            var scale = Math.Max(Math.Abs(leftMean), Math.Abs(rightMean));
            var error = Math.Sqrt((variance * ((1 / left) + (1 / right))) + (1e-18 * scale * scale));
            var t = error > 0 ? Math.Abs(rightMean - leftMean) / error : 0;
            if (t > best)
            {
                best = t;
                found = at;
            }
        }

        return found;
    }
}
