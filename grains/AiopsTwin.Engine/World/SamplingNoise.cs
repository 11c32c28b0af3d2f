using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.World;

/// <summary>Counts and means as an interval would show them, given what is expected.</summary>
internal static class SamplingNoise
{
    private const double NormalFrom = 60;

    /// <summary>A Poisson count; exact by multiplication (Knuth) when small, rounded normal when large.</summary>
    public static double Poisson(ref SeededRandom random, double mean)
    {
        if (mean >= NormalFrom)
        {
            return Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * random.NextNormal())));
        }

        var limit = Math.Exp(-mean);
        var count = -1;
        for (var product = 1.0; product > limit || count < 0; count++)
        {
            product *= random.NextDouble();
        }

        return count;
    }

    /// <summary>Successes out of n; by inversion when few are expected, rounded normal otherwise.</summary>
    public static double Binomial(ref SeededRandom random, double trials, double chance)
    {
        if (chance <= 0 || trials <= 0)
        {
            return 0;
        }

        if (chance > 0.5)
        {
            return trials - Binomial(ref random, trials, 1 - chance);
        }

        if (trials * chance >= NormalFrom)
        {
            var deviation = Math.Sqrt(trials * chance * (1 - chance));
            return Math.Clamp(Math.Round((trials * chance) + (deviation * random.NextNormal())), 0, trials);
        }

        var odds = chance / (1 - chance);
        var probability = Math.Pow(1 - chance, trials);
        var draw = random.NextDouble();
        var count = 0.0;
        for (; draw > probability && count < trials; count++)
        {
            draw -= probability;
            probability *= odds * (trials - count) / (count + 1);
        }

        return count;
    }

    /// <summary>A positive value with a relative deviation; log-normal with the mean kept.</summary>
    public static double Scaled(ref SeededRandom random, double value, double deviation)
    {
        var s = Math.Min(deviation, 1);
        return value * Math.Exp((s * random.NextNormal()) - (s * s / 2));
    }

    /// <summary>
    /// The mean over an interval of a number of things present (calls in flight, requests waiting) that each stay a
    /// while: a sum of nearly independent looks, one for every two stays (Cox and Lewis 1966, mean of an autocorrelated
    /// series).
    /// </summary>
    /// <param name="random">The stream.</param>
    /// <param name="mean">Mean number present.</param>
    /// <param name="stay">How long each stays.</param>
    /// <param name="interval">Length of the interval.</param>
    public static double Present(ref SeededRandom random, double mean, double stay, double interval) =>
        mean <= 0 ? 0 : Math.Max(0, mean + (Math.Sqrt(mean * Math.Min(1, 2 * stay / interval)) * random.NextNormal()));

    /// <summary>A share as an operating system reports it: one per cent of itself and a little jitter.</summary>
    public static double Share(ref SeededRandom random, double share) =>
        Math.Clamp((share * (1 + (0.01 * random.NextNormal()))) + (0.002 * random.NextNormal()), 0, 1);
}
