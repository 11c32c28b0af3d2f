using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded.RootCauseBench;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of verdicts on changes.</summary>
internal sealed class TrialScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string dataset, IReadOnlyList<JudgedTrial> cases)
    {
        var scores = Scores(cases);
        var failures = cases.Where(one => !one.IsRight).ToList();
        if (IsJson)
        {
            Write(ToJson(dataset, cases, scores, failures));
            return;
        }

        Line($"{dataset} responsible change, engine {RunScorer.EngineVersion}, {cases.Count} incidents");
        foreach (var (name, value) in scores)
        {
            Line($"{name,-22} {value:0.###}");
        }

        foreach (var failure in failures)
        {
            Line($"missed {failure.Case}: {failure.Expected ?? "no change"}, said {failure.Got ?? "no change"}"
                + $"{(failure.IsDecoy ? ", a decoy" : "")}: {failure.Reason}");
        }
    }

    private static JsonObject ToJson(
        string dataset, IReadOnlyList<JudgedTrial> cases, IReadOnlyList<(string Name, double Value)> scores,
        List<JudgedTrial> failures)
    {
        var result = EvaluationJson.Head("rca", dataset, (cases.Count, cases.Count));
        result["scores"] = Figures.Each(scores, score => score.Name, score => Figures.Score(score.Value));
        result["milliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Elapsed), 1);
        result["failures"] = EvaluationJson.Failures(failures, failure => EvaluationJson.Failure(
            failure.Case, failure.Expected ?? "none", failure.Got ?? "none"));
        return result;
    }

    private static IReadOnlyList<(string Name, double Value)> Scores(IReadOnlyList<JudgedTrial> cases)
    {
        var interval = ScoreInterval.Of(cases.Select(one =>
            (one.Expected is null ? "no change" : "change", one.IsRight ? 1.0 : 0)));
        return
        [
            ("culprit.right", cases.Count(one => one.IsRight)),
            ("culprit.accuracy", cases.Average(one => one.IsRight ? 1.0 : 0)),
            ("culprit.low", interval.Low),
            ("culprit.high", interval.High),
            ("decoys", cases.Count(one => one.IsDecoy)),
            ("abstentions.right", cases.Count(one => one.Expected is null && one.IsRight)),
            ("abstentions.owed", cases.Count(one => one.Expected is null)),
            ("abstentions.false", cases.Count(one => one.Expected is not null && one.Got is null)),
            ("first.failing", cases.Count(one => one.IsFirstRight)),
            ("blast.jaccard", cases.Average(one => one.Jaccard)),
        ];
    }
}
