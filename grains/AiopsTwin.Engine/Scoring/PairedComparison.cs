namespace AiopsTwin.Engine.Scoring;

/// <summary>
/// Whether one method is better than another on the same cases: McNemar's test in its exact form (McNemar 1947; the
/// binomial of the cases that speak for one of the two). With hits expected over ties a case speaks for the one with
/// the larger chance; with plain hits that is McNemar's table.
/// </summary>
/// <param name="Better">Cases that speak for ours.</param>
/// <param name="Worse">Cases that speak for theirs.</param>
/// <param name="P">Two-sided probability of a split at least as uneven, were both alike, in (0, 1].</param>
public sealed record PairedComparison(int Better, int Worse, double P)
{
    private const double Least = 1e-9;

    /// <summary>Compares.</summary>
    /// <param name="pairs">One pair per case.</param>
    public static PairedComparison Of(IEnumerable<(double Ours, double Theirs)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var (better, worse) = (0, 0);
        foreach (var (ours, theirs) in pairs)
        {
            better += ours > theirs + Least ? 1 : 0;
            worse += theirs > ours + Least ? 1 : 0;
        }

        var all = better + worse;
        var tail = 0.0;
        var term = -all * Math.Log(2);
        for (var i = 0; i <= Math.Min(better, worse); i++)
        {
            tail += Math.Exp(term);
            term += Math.Log(all - i) - Math.Log(i + 1);
        }

        return new PairedComparison(better, worse, Math.Min(1, 2 * tail));
    }
}
