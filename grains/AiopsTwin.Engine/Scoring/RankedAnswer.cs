using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring;

/// <summary>
/// Where the truth stands in one ranking. Members of a tie group share their best rank; scores under ties are expected
/// values over a random order inside the group, so that no method gains by the luck of an order (diagnosis reference
/// 4.8.7).
/// </summary>
/// <param name="IsCovered">False when there was no ranking at all; such a case counts as a miss and stays in every
/// denominator.</param>
/// <param name="Rank">Best rank of the truth's tie group, from 1; null when the truth was not listed.</param>
/// <param name="Ties">Size of that tie group, at least 1; 0 when the truth was not listed.</param>
public sealed record RankedAnswer(bool IsCovered, int? Rank, int Ties)
{
    /// <summary>No ranking.</summary>
    public static RankedAnswer None { get; } = new(false, null, 0);

    /// <summary>Looks for the truth in a diagnosis.</summary>
    /// <param name="diagnosis">The diagnosis; null when there was none.</param>
    /// <param name="truth">The entity at fault.</param>
    public static RankedAnswer Of(DiagnosisReport? diagnosis, EntityId truth)
    {
        if (diagnosis is null || diagnosis.Suspects.IsEmpty)
        {
            return None;
        }

        var rank = diagnosis.Suspects.FirstOrDefault(suspect => suspect.Entity == truth)?.Rank;
        return new RankedAnswer(
            true, rank, rank is null ? 0 : diagnosis.Suspects.Count(suspect => suspect.Rank == rank));
    }

    /// <summary>Chance that the truth is among the first <paramref name="k"/>, in [0, 1].</summary>
    /// <param name="k">At least 1.</param>
    public double HitAt(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return Rank is { } rank ? Math.Clamp((k - rank + 1) / (double)Ties, 0, 1) : 0;
    }

    /// <summary>Expected 1 / position; 0 when the truth was not listed.</summary>
    public double ReciprocalRank =>
        Rank is { } rank ? Enumerable.Range(rank, Ties).Average(position => 1.0 / position) : 0;
}
