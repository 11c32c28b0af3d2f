using AiopsTwin.Engine.Forecasting.Fits;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>
/// Whether a level grows at all. Means of blocks of days are nearly independent even where the days are not; the slope
/// through twelve of them is held against its error. A volume that does not grow is given no date.
/// </summary>
internal static class GrowthTest
{
    private const int Blocks = 12;

    /// <summary>Student's t with ten degrees of freedom, one tail: about 0.5 % for each window when nothing
    /// grows.</summary>
    private const double Significance = 3.2;

    /// <summary>Shorter blocks are more alike, so the shorter windows ask for more.</summary>
    private const double ShortSignificance = 4.5;

    /// <summary>Whether the level rose over the last 180, 60 or 24 days by more than its noise explains.</summary>
    public static bool IsGrowing(ReadOnlySpan<double> levels) =>
        Slope(levels, 15) > Significance
        || Slope(levels, 5) > ShortSignificance
        || Slope(levels, 2) > 2 * ShortSignificance;

    /// <summary>The slope through the means of the last twelve blocks, in its own standard errors.</summary>
    private static double Slope(ReadOnlySpan<double> levels, int days)
    {
        var blocks = Math.Min(Blocks, levels.Length / days);
        if (blocks < 6)
        {
            return 0;
        }

        Span<double> means = stackalloc double[blocks];
        for (var b = 0; b < blocks; b++)
        {
            foreach (var level in levels.Slice(levels.Length - ((blocks - b) * days), days))
            {
                means[b] += level / days;
            }
        }

        var fit = LineFit.Of(means);
        var squares = 0.0;
        for (var b = 0; b < blocks; b++)
        {
            var miss = means[b] - fit.At(b);
            squares += miss * miss;
        }

        var spread = blocks * ((blocks * (double)blocks) - 1) / 12;
        var error = Math.Sqrt(squares / (blocks - 2) / spread) + (1e-9 * Math.Abs(means[blocks - 1]));
        return error > 0 ? fit.Slope / error : 0;
    }
}
