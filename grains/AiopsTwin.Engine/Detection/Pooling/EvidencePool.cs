using System.Collections.Immutable;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>
/// Combines leanings that may have one cause. Their scores are added and measured against the deviation of such a sum
/// (Stouffer and others 1949, "The American Soldier"), with a correlation assumed between them: callers wait for whom
/// they call, so their noise is partly the same. How many callers count is chosen by what they say, and paid for: a
/// choice of k among n can be made in C(n, k) ways, and by the bound exp(-z^2 / 2) on the tail of a normal deviate the
/// logarithm of that number is taken off z^2 / 2.
/// </summary>
/// <remarks>
/// The Cauchy combination (Liu and Xie 2020, "Cauchy combination test", JASA) needs no correlation, but it is ruled by
/// the smallest probability: k equal ones give the same one again, and a movement that several metrics share weakly is
/// just what it does not hear. What the correlation assumed leaves over is learned by the tail each entity keeps of its
/// pooled score.
/// </remarks>
public static class EvidencePool
{
    /// <summary>Most metrics that count in one pool; those that lean less are left out.</summary>
    public const int MostMembers = 12;

    /// <summary>Correlation assumed between what two metrics say when nothing is wrong.</summary>
    public const double AssumedCorrelation = 0.3;

    /// <summary>The strongest pool of an entity's own leanings and some of its callers'.</summary>
    /// <param name="own">What leans at the entity itself; all of it counts.</param>
    /// <param name="callers">What leans at its callers, the strongest first.</param>
    /// <param name="among">How many callers it has, leaning or not.</param>
    /// <returns>The pooled score, at least 0, and how many of the callers' leanings count; a score of 0 where fewer
    /// than two metrics lean.</returns>
    public static (double Score, int Callers) Combine(
        ImmutableArray<LeanTerm> own, ImmutableArray<PooledMember> callers, int among)
    {
        var sum = own.Sum(term => term.Score);
        var (best, chosen) = (own.Length > 1 ? Together(sum, own.Length) : 0, 0);
        var most = own.IsEmpty ? 0 : Math.Min(callers.Length, MostMembers - own.Length);
        var ways = 0.0;
        for (var k = 1; k <= most; k++)
        {
            sum += callers[k - 1].Term.Score;
            ways += Math.Log((Math.Max(among, most) - k + 1.0) / k);
            var z = Together(sum, own.Length + k);
            var score = Math.Sqrt(Math.Max(0, (z * z) - (2 * ways)));
            if (score > best)
            {
                (best, chosen) = (score, k);
            }
        }

        return (best, chosen);
    }

    private static double Together(double sum, int count) =>
        sum / Math.Sqrt(count * (1 + ((count - 1) * AssumedCorrelation)));
}
