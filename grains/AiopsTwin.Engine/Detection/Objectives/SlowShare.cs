using MathNet.Numerics.Distributions;

namespace AiopsTwin.Engine.Detection.Objectives;

/// <summary>
/// The share of requests slower than a limit, from what is at hand: counted by the sender; else from mean and 95th
/// percentile, taken for those of a log-normal distribution, which service times mostly are near; else from the
/// percentile alone, with an exponential tail through it. An estimate is good near the percentile, and at it exact: at
/// most a twentieth is slower than a limit that the percentile keeps.
/// </summary>
internal static class SlowShare
{
    private const double Tail = 0.05;

    // The 95th percentile of the standard normal distribution.
    private static readonly double TailDeviation = Normal.InvCDF(0, 1, 1 - Tail);

    /// <summary>The share, in [0, 1].</summary>
    /// <param name="limit">The limit, seconds, greater than zero.</param>
    /// <param name="percentile">The 95th percentile, seconds.</param>
    /// <param name="mean">The mean, seconds; null when not known.</param>
    public static double Of(double limit, double percentile, double? mean)
    {
        if (percentile <= 0)
        {
            return 0;
        }

        // ln(p95 / mean) = 1.645 s - s^2 / 2: the smaller root is the plausible one, and there is none when the mean
        // lies far below the percentile.
        var ratio = mean is > 0 and var known ? Math.Log(percentile / known) : -1;
        var root = (TailDeviation * TailDeviation) - (2 * ratio);
        if (ratio <= 0 || root < 0)
        {
            return Math.Min(1, Math.Pow(Tail, limit / percentile));
        }

        var spread = TailDeviation - Math.Sqrt(root);
        var center = Math.Log(percentile) - (TailDeviation * spread);
        return 1 - Normal.CDF(center, spread, Math.Log(limit));
    }
}
