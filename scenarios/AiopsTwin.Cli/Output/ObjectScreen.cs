using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded.ItBench;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of diagnoses of a platform's objects.</summary>
internal sealed class ObjectScreen(TextWriter output, TextWriter error, bool isJson) : Screen(output, error, isJson)
{
    public void Show(string dataset, IReadOnlyList<JudgedObjects> cases)
    {
        var interval = ScoreInterval.Of(cases.Select(one => ("all", one.Top1)));
        (string Name, double Value)[] scores =
        [
            ("top1", cases.Average(one => one.Top1)),
            ("top1.low", interval.Low),
            ("top1.high", interval.High),
            ("top3", cases.Average(one => one.Top3)),
            ("edge.f1", cases.Average(one => one.EdgeF1)),
        ];
        var failures = cases.Where(one => one.Top1 < 1).ToList();
        if (IsJson)
        {
            Write(ToJson(dataset, cases, scores, failures));
            return;
        }

        Line($"{dataset} root and spread, engine {RunScorer.EngineVersion}, {cases.Count} scenarios");
        foreach (var (name, value) in scores)
        {
            Line($"{name,-12} {value:0.000}");
        }

        foreach (var failure in failures)
        {
            Line($"missed {failure.Case}: {string.Join(" or ", failure.Expected)}, got "
                + $"{string.Join(", ", failure.Got)}");
        }
    }

    private static JsonObject ToJson(
        string dataset, IReadOnlyList<JudgedObjects> cases, (string Name, double Value)[] scores,
        List<JudgedObjects> failures)
    {
        var result = EvaluationJson.Head("rca", dataset, (cases.Count, cases.Count(one => !one.Got.IsEmpty)));
        result["scores"] = Figures.Each(scores, score => score.Name, score => Figures.Score(score.Value));
        result["milliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Elapsed), 1);
        result["failures"] = EvaluationJson.Failures(failures, failure => EvaluationJson.Failure(
            failure.Case, Figures.Words(failure.Expected), failure.Got));
        return result;
    }
}
