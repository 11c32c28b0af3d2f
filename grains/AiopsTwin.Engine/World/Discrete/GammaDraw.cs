using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>Times of a mean and a squared coefficient of variation: constant, exponential, or gamma.</summary>
internal static class GammaDraw
{
    /// <summary>Draws one.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="mean">Mean, at least 0.</param>
    /// <param name="variability">Squared coefficient of variation, at least 0.</param>
    public static double Next(ref SeededRandom random, double mean, double variability)
    {
        if (variability == 1)
        {
            return -mean * Math.Log(1 - random.NextDouble());
        }

        return variability <= 1e-9 || mean <= 0 ? mean : mean * variability * Standard(ref random, 1 / variability);
    }

    /// <summary>A gamma value of a shape and scale 1 (Marsaglia and Tsang 2000, "A simple method for generating gamma
    /// variables"; below 1 by their remark in section 6).</summary>
    private static double Standard(ref SeededRandom random, double shape)
    {
        var boost = 1.0;
        if (shape < 1)
        {
            boost = Math.Pow(1 - random.NextDouble(), 1 / shape);
            shape++;
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            var u = 1 - random.NextDouble();
            if (Math.Log(u) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return boost * d * v;
            }
        }
    }
}
