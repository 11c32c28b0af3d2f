using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Output;

/// <summary>Figures of rankings of suspects, as every data set of incidents prints them.</summary>
internal static class RankingFigures
{
    public static RankingScores Of(IEnumerable<EvaluatedCase> cases) =>
        RankingScores.Of([.. cases.Select(one => one.Answer)]);

    /// <summary>The cases by slice, in order of the slices' names.</summary>
    public static IEnumerable<IGrouping<string, EvaluatedCase>> Slices(IEnumerable<EvaluatedCase> cases) =>
        cases.GroupBy(one => one.Slice).OrderBy(slice => slice.Key, StringComparer.Ordinal);

    public static JsonObject ToJson(IEnumerable<IGrouping<string, EvaluatedCase>> slices) =>
        Figures.Each(slices, slice => slice.Key, slice =>
        {
            var scores = Of(slice);
            return new JsonObject(
                [new("cases", scores.Cases), new("covered", scores.Covered), .. Members(scores)]);
        });

    public static JsonObject ToJson(RankingScores scores) => new(Members(scores));

    /// <summary>Cases whose first suspect was not the cause.</summary>
    public static IEnumerable<EvaluatedCase> Missed(IEnumerable<EvaluatedCase> cases) =>
        cases.Where(one => one.Answer.HitAt(1) < 1);

    /// <summary>Where the cause stood in the ranking instead.</summary>
    public static string Tell(EvaluatedCase missed) =>
        $"{missed.Expected} is " + (missed.Answer.Rank is { } rank ? $"rank {rank} of " : "not in ")
        + (missed.Got.IsEmpty ? "nothing" : string.Join(", ", missed.Got));

    public static string Name(ReplayOnset onset) => onset.ToString().ToLowerInvariant();

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(RankingScores scores) =>
    [
        new("top1", Figures.Score(scores.Top1)),
        new("top3", Figures.Score(scores.Top3)),
        new("top5", Figures.Score(scores.Top5)),
        new("avg5", Figures.Score(scores.Avg5)),
        new("mrr", Figures.Score(scores.Mrr)),
    ];
}
