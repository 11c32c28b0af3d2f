using MathNet.Numerics;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Mean and variance of the larger of two independent times (Clark 1961, "The greatest of a finite set of random
/// variables", equations 2 to 5): how long a stage of parallel calls takes.
/// </summary>
internal static class LargerOfTwo
{
    /// <summary>The normal law is tabulated to six deviations; beyond, the larger mean decides alone.</summary>
    private const double Reach = 6;

    private const int BinsPerDeviation = 128;

    private static readonly double[] Density = Table(x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));

    private static readonly double[] Below = Table(x => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2);

    /// <summary>The first two moments of max(a, b), the inputs read as normal.</summary>
    public static (double Mean, double Variance) Of(double meanA, double varianceA, double meanB, double varianceB)
    {
        var spread = Math.Sqrt(varianceA + varianceB);
        if (meanA - meanB >= Reach * spread)
        {
            return (meanA, varianceA);
        }

        if (meanB - meanA >= Reach * spread)
        {
            return (meanB, varianceB);
        }

        var position = (((meanA - meanB) / spread) + Reach) * BinsPerDeviation;
        var bin = Math.Clamp((int)position, 0, Density.Length - 2);
        var rest = position - bin;
        var density = Density[bin] + ((Density[bin + 1] - Density[bin]) * rest);
        var below = Below[bin] + ((Below[bin + 1] - Below[bin]) * rest);
        var mean = (meanA * below) + (meanB * (1 - below)) + (spread * density);
        var second = (((meanA * meanA) + varianceA) * below) + (((meanB * meanB) + varianceB) * (1 - below))
            + ((meanA + meanB) * spread * density);
        return (mean, Math.Max(0, second - (mean * mean)));
    }

    private static double[] Table(Func<double, double> law) =>
        [.. Enumerable.Range(0, (int)(2 * Reach * BinsPerDeviation) + 1)
            .Select(i => law(((double)i / BinsPerDeviation) - Reach))];
}
