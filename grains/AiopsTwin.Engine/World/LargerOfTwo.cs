using MathNet.Numerics;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Mean and variance of the larger of two independent times (Clark 1961, "The greatest of a finite set of random
/// variables", equations 2 to 5): how long a stage of parallel calls takes.
/// </summary>
internal static class LargerOfTwo
{
    /// <summary>The first two moments of max(a, b), the inputs read as normal.</summary>
    public static (double Mean, double Variance) Of(double meanA, double varianceA, double meanB, double varianceB)
    {
        var spread = Math.Sqrt(varianceA + varianceB);
        if (meanA - meanB >= 6 * spread)
        {
            return (meanA, varianceA);
        }

        if (meanB - meanA >= 6 * spread)
        {
            return (meanB, varianceB);
        }

        var alpha = (meanA - meanB) / spread;
        var density = Math.Exp(-alpha * alpha / 2) / Math.Sqrt(2 * Math.PI);
        var below = SpecialFunctions.Erfc(-alpha / Math.Sqrt(2)) / 2;
        var mean = (meanA * below) + (meanB * (1 - below)) + (spread * density);
        var second = (((meanA * meanA) + varianceA) * below) + (((meanB * meanB) + varianceB) * (1 - below))
            + ((meanA + meanB) * spread * density);
        return (mean, Math.Max(0, second - (mean * mean)));
    }
}
