using MathNet.Numerics;

namespace AiopsTwin.Engine.World;

/// <summary>
/// A response time known by mean and variance, read as a gamma distribution: the only two-moment law that is exact for
/// exponential and Erlang stages alike and never negative.
/// </summary>
internal static class GammaLaw
{
    /// <summary>Probabilities below this are nothing: of a thousand requests per second, one in three hours.</summary>
    public const double Nothing = 1e-7;

    private const double LargeShape = 400;

    /// <summary>Probability of a value beyond a limit.</summary>
    public static double Tail(double mean, double variance, double limit)
    {
        // Far away for anything of this regularity, by the bound below; decided without a transcendental, because
        // nearly every call of a healthy estate ends here.
        var square = mean * mean;
        if ((limit >= 40 * mean && square >= 0.46 * variance) || (limit >= 15 * mean && square >= 1.5 * variance)
            || (limit >= 100 * mean && square >= 0.18 * variance))
        {
            return 0;
        }

        if (variance <= 1e-18)
        {
            return mean > limit ? 1 : 0;
        }

        var shape = mean * mean / variance;
        var x = limit * mean / variance;

        // Chernoff's bound of the gamma tail: exp(-(x - k - k ln(x / k))).
        if (x > shape && x - shape - (shape * Math.Log(x / shape)) > 16.1)
        {
            return 0;
        }

        return UpperTail(shape, x);
    }

    /// <summary>Mean and variance of a value cut off at a limit (waited for at most so long).</summary>
    /// <param name="mean">Mean before.</param>
    /// <param name="variance">Variance before.</param>
    /// <param name="limit">The limit, greater than zero.</param>
    /// <param name="tail">Probability of a value beyond the limit.</param>
    public static (double Mean, double Variance) CutOff(double mean, double variance, double limit, double tail)
    {
        if (tail < Nothing)
        {
            return (mean, variance);
        }

        if (tail > 1 - Nothing || variance <= 1e-18)
        {
            return (Math.Min(mean, limit), tail > 0.5 ? 0 : variance);
        }

        var shape = mean * mean / variance;
        var x = limit * mean / variance;
        var first = (mean * (1 - UpperTail(shape + 1, x))) + (limit * tail);
        var second = (mean * mean * (1 + (1 / shape)) * (1 - UpperTail(shape + 2, x))) + (limit * limit * tail);
        first = Math.Min(first, limit);
        return (first, Math.Max(0, second - (first * first)));
    }

    /// <summary>
    /// The 95th percentile (Wilson and Hilferty 1931, the cube root of a gamma value is nearly normal; within 1 % for
    /// everything at least as regular as an exponential) and its slope against the normal quantile.
    /// </summary>
    public static (double Value, double Slope) Percentile95(double mean, double variance)
    {
        if (mean <= 0 || variance <= 1e-18)
        {
            return (mean, 0);
        }

        const double Z = 1.6448536269514722;
        var shape = mean * mean / variance;
        var spread = 1 / (3 * Math.Sqrt(shape));
        var root = Math.Max(0, 1 - (spread * spread) + (Z * spread));
        return (mean * root * root * root, 3 * mean * root * root * spread);
    }

    private static double UpperTail(double shape, double x)
    {
        if (shape < LargeShape)
        {
            return SpecialFunctions.GammaUpperRegularized(shape, x);
        }

        var spread = 1 / (9 * shape);
        var z = (Math.Cbrt(x / shape) - 1 + spread) / Math.Sqrt(spread);
        return SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;
    }
}
