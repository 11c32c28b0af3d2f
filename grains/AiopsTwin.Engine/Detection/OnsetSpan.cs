using MathNet.Numerics.Distributions;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// How sure the onset of a deviation is. The error of a change point found in noise, multiplied by the squared size of
/// the change over the noise's long-run variance, follows a known law (Yao, "Approximating the distribution of the
/// maximum likelihood estimate of the change-point", Annals of Statistics 1987; used for intervals as in Bai,
/// "Estimation of a change point in multiple regression models", 1997, which also adds one sample). A large step is
/// dated to the sample, a drift of one deviation to some ten samples. O(1).
/// </summary>
internal static class OnsetSpan
{
    /// <summary>80 % of the law lie within this; the tests find it again from <see cref="Share"/>.</summary>
    public const double Within80 = 4.6964;

    /// <summary>A change of less than this many deviations is not dated any worse: the span ends there.</summary>
    private const double LeastSize = 0.5;

    /// <summary>Share of the law within a distance of zero.</summary>
    /// <param name="distance">At least 0.</param>
    public static double Share(double distance)
    {
        var root = Math.Sqrt(distance);
        var below = 1 + (root / Math.Sqrt(2 * Math.PI) * Math.Exp(-distance / 8))
            - (0.5 * (distance + 5) * Normal.CDF(0, 1, -root / 2))
            + (1.5 * Math.Exp(distance) * Normal.CDF(0, 1, -1.5 * root));
        return (2 * below) - 1;
    }

    /// <summary>Samples on either side of the onset that hold it with 80 %.</summary>
    /// <param name="size">Size of the change, in deviations of a sample.</param>
    /// <param name="correlation">Long-run variance of the residuals over that of one; at least 1 counts.</param>
    public static double Samples(double size, double correlation)
    {
        var bounded = Math.Max(LeastSize, Math.Abs(size));
        return 1 + (Within80 * Math.Max(1, correlation) / (bounded * bounded));
    }
}
