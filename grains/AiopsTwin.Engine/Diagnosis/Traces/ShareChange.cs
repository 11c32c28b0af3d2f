using Orleans;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>How many of how many.</summary>
/// <param name="Hits">Requests that showed it.</param>
/// <param name="Requests">Requests, at least <paramref name="Hits"/>.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Tally")]
public readonly record struct Tally([property: Id(0)] int Hits, [property: Id(1)] int Requests);

/// <summary>
/// Whether a share changed, and by how much. Significance gates, effect ranks: ranking by the statistic would let busy
/// neighbours win over a quiet culprit (diagnosis reference 3.4 and 4.4c).
/// </summary>
/// <param name="Effect">Share now minus share before, in [-1, 1].</param>
/// <param name="Surprise">Log-likelihood ratio (G) of the 2x2 table, divided by the dispersion between the windows
/// before: what comes and goes from minute to minute surprises nobody. Not negative.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.ShareChange")]
public readonly record struct ShareChange([property: Id(0)] double Effect, [property: Id(1)] double Surprise)
{
    // Below this the table alone is no evidence: G has one degree of freedom, and 8 is p = 0.005.
    private const double LeastTable = 8;

    // The dispersion is estimated from few windows, so it starts as if three more windows had shown twice the variance
    // of independent requests.
    private const double PriorWindows = 3;
    private const double PriorDispersion = 2;

    // An earlier incident makes one window in a few unlike the rest; it is no reason to expect such things.
    private const double LeftOut = 0.2;

    private const double LeastSurprise = 4;

    // Surprise at which 63 % of the effect counts.
    private const double HalfWay = 15;

    /// <summary>The effect as far as it is significant, in [0, 1]: 0 when it is not.</summary>
    public double Strength =>
        Surprise < LeastSurprise ? 0 : Math.Abs(Effect) * (1 - Math.Exp(-Surprise / HalfWay));

    /// <summary>Compares a share now with the same share in windows before. Both must have requests; else nothing
    /// changed. O(windows).</summary>
    public static ShareChange Of(Tally now, ReadOnlySpan<Tally> before)
    {
        var (hits, requests) = (0, 0);
        foreach (var window in before)
        {
            hits += window.Hits;
            requests += window.Requests;
        }

        if (now.Requests == 0 || requests == 0)
        {
            return default;
        }

        var table = LogLikelihoodRatio(now, new Tally(hits, requests));
        var effect = ((double)now.Hits / now.Requests) - ((double)hits / requests);
        return table < LeastTable
            ? new ShareChange(effect, 0)
            : new ShareChange(effect, table / Dispersion(before, (hits + 0.5) / (requests + 1.0)));
    }

    /// <summary>Twice the log-likelihood ratio of "two shares" against "one share" (G statistic); not
    /// negative.</summary>
    public static double LogLikelihoodRatio(Tally one, Tally other)
    {
        var share = (double)(one.Hits + other.Hits) / Math.Max(1, one.Requests + other.Requests);
        return Math.Max(0, 2 * (LogLikelihood(one, Share(one)) + LogLikelihood(other, Share(other))
            - LogLikelihood(one, share) - LogLikelihood(other, share)));
    }

    private static double Share(Tally tally) => tally.Requests == 0 ? 0 : (double)tally.Hits / tally.Requests;

    private static double LogLikelihood(Tally tally, double share)
    {
        var misses = tally.Requests - tally.Hits;
        return (tally.Hits == 0 ? 0 : tally.Hits * Math.Log(share))
            + (misses == 0 ? 0 : misses * Math.Log(1 - share));
    }

    /// <summary>Variance between windows over that of independent requests (quasi-binomial), at least 1; the worst
    /// fifth of the windows left out.</summary>
    private static double Dispersion(ReadOnlySpan<Tally> before, double share)
    {
        var terms = new List<double>(before.Length);
        foreach (var window in before)
        {
            if (window.Requests > 0)
            {
                var off = window.Hits - (window.Requests * share);
                terms.Add(off * off / (window.Requests * share * (1 - share)));
            }
        }

        terms.Sort();
        var kept = terms.Count - (int)Math.Ceiling(LeftOut * (terms.Count - 1));
        var sum = terms.Take(kept).Sum() + (PriorWindows * PriorDispersion);
        return Math.Max(1, sum / (kept - 1 + PriorWindows));
    }
}
