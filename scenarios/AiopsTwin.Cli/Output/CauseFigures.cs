using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Causes;

namespace AiopsTwin.Cli.Output;

/// <summary>Figures of causes sought in drawn estates.</summary>
/// <param name="Ranking">How well the things at fault were ranked.</param>
/// <param name="Level">Share of cases whose first suspect is of the right level.</param>
internal sealed record CauseFigures(RankingScores Ranking, double Level)
{
    public static CauseFigures Of(IEnumerable<CauseResult> results)
    {
        var asked = results.Where(one => !one.Case.Roots.IsEmpty).ToList();
        return new CauseFigures(
            RankingScores.Of([.. asked.SelectMany(one => one.Answers)]),
            asked.Select(one => one.Level).DefaultIfEmpty(0).Average());
    }
}
