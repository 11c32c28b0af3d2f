using System.Text.Json.Nodes;
using AiopsTwin.Cli.Commands;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Perturbed;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of rankings under perturbations.</summary>
internal sealed class RobustnessScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    /// <summary>Shows a row for each perturbation.</summary>
    /// <param name="dataset">The set.</param>
    /// <param name="onset">Who says when the trouble began.</param>
    /// <param name="played">What came of it; that of the recording as it is first.</param>
    public void Show(string dataset, ReplayOnset onset, List<PerturbedAnswers> played)
    {
        var rows = played.GroupBy(one => one.Perturbation.Kind)
            .Select(group => Row.Of(group.Key, [.. group], played[0])).ToList();
        var all = Row.Of(PerturbationKind.None, [.. played.Skip(1)], played[0]);
        if (IsJson)
        {
            Write(ToJson(dataset, onset, played[0], rows, all));
            return;
        }

        Line($"{dataset} root cause under perturbations, onset {RankingFigures.Name(onset)}, "
            + $"{played[0].Answers.Length} cases, engine {RunScorer.EngineVersion}");
        Line($"{"perturbation",-20} {"runs",4} {"AC@1",6} {"worst",6} {"AC@3",6} {"worst",6} {"change",7}  "
            + "newly missed");
        foreach (var row in rows)
        {
            Line(row.Text(Name(row.Kind), string.Join(", ", row.Lost)));
        }

        Line(all.Text("all but none", ""));
    }

    /// <summary>A perturbation as it is called in results.</summary>
    public static string Name(PerturbationKind kind) => string.Concat(kind.ToString().Select((letter, i) =>
        char.IsUpper(letter) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(letter)
            : char.IsDigit(letter) && i > 0 && !char.IsDigit(kind.ToString()[i - 1]) ? "-" + letter : $"{letter}"));

    private static JsonObject ToJson(
        string dataset, ReplayOnset onset, PerturbedAnswers plain, List<Row> rows, Row all)
    {
        var result = EvaluationJson.Head(
            "robustness", dataset, (plain.Answers.Length, plain.Answers.Count(one => one.Answer.IsCovered)),
            setting: new("onset", RankingFigures.Name(onset)));
        result["scores"] = all.ToJson();
        result["slices"] = Figures.Each(rows, row => Name(row.Kind), row => row.ToJson());
        result["failures"] = EvaluationJson.Failures(
            rows.Where(row => row.Lost.Count > 0),
            row => new JsonObject { ["perturbation"] = Name(row.Kind), ["lost"] = Figures.Words(row.Lost) });
        return result;
    }

    /// <summary>Scores of one perturbation over its seeds.</summary>
    /// <param name="Kind">What was done.</param>
    /// <param name="Scores">One for each seed.</param>
    /// <param name="Change">Mean of AC@1 less that of the recording as it is.</param>
    /// <param name="Lost">Cases that were right and are not in a run at least, sorted.</param>
    private sealed record Row(PerturbationKind Kind, List<RankingScores> Scores, double Change, List<string> Lost)
    {
        public static Row Of(PerturbationKind kind, List<PerturbedAnswers> runs, PerturbedAnswers plain)
        {
            var scores = runs.ConvertAll(run => RankingScores.Of([.. run.Answers.Select(one => one.Answer)]));
            var known = plain.Answers.ToDictionary(one => one.Case, one => one.Answer, StringComparer.Ordinal);
            return new Row(
                kind, scores,
                scores.Average(one => one.Top1) - RankingScores.Of([.. known.Values]).Top1,
                [
                    .. runs.SelectMany(run => run.Answers)
                        .Where(one => one.Answer.HitAt(1) < known[one.Case].HitAt(1))
                        .Select(one => one.Case).Distinct().Order(StringComparer.Ordinal),
                ]);
        }

        public string Text(string name, string told) =>
            $"{name,-20} {Scores.Count,4} {Scores.Average(one => one.Top1),6:0.000} "
            + $"{Scores.Min(one => one.Top1),6:0.000} {Scores.Average(one => one.Top3),6:0.000} "
            + $"{Scores.Min(one => one.Top3),6:0.000} {Change,7:+0.000;-0.000;0.000}  {told}".TrimEnd();

        public JsonObject ToJson() => new()
        {
            ["runs"] = Scores.Count,
            ["top1"] = Figures.Score(Scores.Average(one => one.Top1)),
            ["top1.worst"] = Figures.Score(Scores.Min(one => one.Top1)),
            ["top3"] = Figures.Score(Scores.Average(one => one.Top3)),
            ["top3.worst"] = Figures.Score(Scores.Min(one => one.Top3)),
            ["top1.change"] = Figures.Score(Change),
        };
    }
}
