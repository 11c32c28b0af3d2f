namespace AiopsTwin.Engine.World.Fitting;

/// <summary>
/// Rank correlation of two series (Spearman 1904) as evidence that can be added up over recordings: Fisher's transform
/// z = atanh(r) has variance 1/(n - 3), so the weighted sum over recordings is a standard normal where nothing hangs
/// together (Hedges and Olkin 1985, section 11). Ties share their mean rank. O(n log n).
/// </summary>
internal static class RankCorrelation
{
    /// <summary>Pairs below which a recording says nothing: Fisher's transform is near normal from there.</summary>
    public const int FewestPairs = 30;

    private const double Largest = 0.99;

    /// <summary>Evidence of one recording; nothing when too few samples have both.</summary>
    /// <returns>The transform times its weight, and the weight.</returns>
    public static (double Weighted, double Weight) Evidence(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (left, right) = (new List<double>(), new List<double>());
        for (var i = 0; i < a.Length; i++)
        {
            if (!double.IsNaN(a[i]) && !double.IsNaN(b[i]))
            {
                left.Add(a[i]);
                right.Add(b[i]);
            }
        }

        if (left.Count < FewestPairs)
        {
            return default;
        }

        var r = Pearson(Ranks(left), Ranks(right));
        var weight = left.Count - 3.0;
        return (Math.Atanh(Math.Clamp(r, -Largest, Largest)) * weight, weight);
    }

    private static double[] Ranks(List<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ThenBy(i => i).ToArray();
        var ranks = new double[order.Length];
        for (var first = 0; first < order.Length;)
        {
            var last = first;
            while (last + 1 < order.Length && values[order[last + 1]] == values[order[first]])
            {
                last++;
            }

            for (var k = first; k <= last; k++)
            {
                ranks[order[k]] = (first + last) / 2.0;
            }

            first = last + 1;
        }

        return ranks;
    }

    private static double Pearson(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }

        return aa * bb > 0 ? ab / Math.Sqrt(aa * bb) : 0;
    }
}
