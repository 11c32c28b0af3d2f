namespace AiopsTwin.Engine.Diagnosis;

/// <summary>Spearman's rank correlation (Spearman 1904), with mean ranks for ties. O(n log n).</summary>
public static class RankCorrelation
{
    /// <summary>Correlation of two samples of equal length, in [-1, 1]; null when one of them is constant or shorter
    /// than two.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? Of(double[] left, double[] right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Length != right.Length)
        {
            throw new ArgumentException("Both samples must have the same length.", nameof(right));
        }

        var leftRanks = Ranks(left);
        var rightRanks = Ranks(right);
        var mean = (left.Length + 1) / 2.0;
        var (product, leftSquares, rightSquares) = (0.0, 0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            product += (leftRanks[i] - mean) * (rightRanks[i] - mean);
            leftSquares += (leftRanks[i] - mean) * (leftRanks[i] - mean);
            rightSquares += (rightRanks[i] - mean) * (rightRanks[i] - mean);
        }

        return leftSquares > 0 && rightSquares > 0 ? product / Math.Sqrt(leftSquares * rightSquares) : null;
    }

    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end + 1 < order.Length && values[order[end + 1]] <= values[order[start]])
            {
                end++;
            }

            for (var i = start; i <= end; i++)
            {
                ranks[order[i]] = ((start + end) / 2.0) + 1;
            }

            start = end + 1;
        }

        return ranks;
    }
}
