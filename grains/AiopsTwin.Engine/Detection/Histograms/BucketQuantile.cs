using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection.Histograms;

/// <summary>
/// Quantiles and shares of counted buckets: linear within a bucket, as <c>histogram_quantile</c> of Prometheus does it
/// (promql/quantile.go, bucketQuantile). O(buckets). Compared with a real Prometheus by <c>PrometheusPeerTests</c>.
/// </summary>
internal static class BucketQuantile
{
    /// <summary>The quantile; null without observations or buckets. Beyond the last bound nothing is known, so that
    /// bound is the answer there.</summary>
    /// <param name="bounds">Upper bounds, ascending.</param>
    /// <param name="counts">What was counted.</param>
    /// <param name="quantile">Which quantile, in [0, 1].</param>
    public static double? Of(ImmutableArray<double> bounds, HistogramCounts counts, double quantile)
    {
        if (bounds.IsEmpty || counts.Count <= 0)
        {
            return null;
        }

        var rank = quantile * counts.Count;
        double below = 0;
        for (var i = 0; i < bounds.Length; i++)
        {
            // Buckets that were read a moment apart may fall by a hair.
            var upTo = Math.Max(below, counts.Buckets[i]);
            if (upTo >= rank)
            {
                return i == 0 && bounds[0] <= 0
                    ? bounds[0]
                    : Within(i == 0 ? 0 : bounds[i - 1], bounds[i], upTo > below ? (rank - below) / (upTo - below) : 0);
            }

            below = upTo;
        }

        return bounds[^1];
    }

    /// <summary>Share of observations above a limit; null without observations, or when some lie beyond the last bound
    /// and the limit does, too.</summary>
    /// <param name="bounds">Upper bounds, ascending.</param>
    /// <param name="counts">What was counted.</param>
    /// <param name="limit">The limit, in the bounds' unit.</param>
    public static double? ShareAbove(ImmutableArray<double> bounds, HistogramCounts counts, double limit)
    {
        if (bounds.IsEmpty || counts.Count <= 0)
        {
            return null;
        }

        double below = 0;
        for (var i = 0; i < bounds.Length; i++)
        {
            var upTo = Math.Max(below, counts.Buckets[i]);
            if (limit <= bounds[i])
            {
                var low = i == 0 ? Math.Min(0, bounds[0]) : bounds[i - 1];
                var share = bounds[i] > low ? Math.Clamp((limit - low) / (bounds[i] - low), 0, 1) : 1;
                return Math.Clamp(1 - (Within(below, upTo, share) / counts.Count), 0, 1);
            }

            below = upTo;
        }

        return below >= counts.Count ? 0 : null;
    }

    private static double Within(double low, double high, double share) => low + ((high - low) * share);
}
