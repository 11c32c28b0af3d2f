namespace AiopsTwin.Engine.Scoring;

/// <summary>How good a set of rankings is. All means run over all cases, those without an answer included.</summary>
/// <param name="Cases">Number of cases.</param>
/// <param name="Covered">Cases with any answer.</param>
/// <param name="Top1">Mean chance that the truth stands first.</param>
/// <param name="Top3">… among the first three.</param>
/// <param name="Top5">… among the first five.</param>
/// <param name="Avg5">Mean of the chances at 1 to 5 (Pham, Ha, Zhang, ASE 2024).</param>
/// <param name="Mrr">Mean reciprocal rank.</param>
public sealed record RankingScores(
    int Cases, int Covered, double Top1, double Top3, double Top5, double Avg5, double Mrr)
{
    /// <summary>Sums up answers; all scores are 0 without any.</summary>
    public static RankingScores Of(IReadOnlyCollection<RankedAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return answers.Count == 0
            ? new RankingScores(0, 0, 0, 0, 0, 0, 0)
            : new RankingScores(
                answers.Count,
                answers.Count(answer => answer.IsCovered),
                answers.Average(answer => answer.HitAt(1)),
                answers.Average(answer => answer.HitAt(3)),
                answers.Average(answer => answer.HitAt(5)),
                answers.Average(answer => Enumerable.Range(1, 5).Average(answer.HitAt)),
                answers.Average(answer => answer.ReciprocalRank));
    }
}
