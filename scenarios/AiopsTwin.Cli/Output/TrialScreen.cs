using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded.RootCauseBench;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of verdicts on changes.</summary>
internal sealed class TrialScreen(TextWriter output, bool isJson)
{
    private const int Digits = 6;

    public void Show(string dataset, IReadOnlyList<JudgedTrial> cases)
    {
        var scores = Scores(cases);
        var failures = cases.Where(one => !one.IsRight).ToList();
        if (isJson)
        {
            JsonOutput.Write(output, ToJson(dataset, cases, scores, failures));
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
        var times = cases.Select(one => one.Elapsed.TotalMilliseconds).Order().ToArray();
        return new JsonObject
        {
            ["command"] = "evaluate",
            ["subject"] = "rca",
            ["dataset"] = dataset,
            ["version"] = RunScorer.EngineVersion,
            ["seed"] = 1,
            ["cases"] = cases.Count,
            ["covered"] = cases.Count,
            ["scores"] = new JsonObject(scores.Select(pair =>
                KeyValuePair.Create(pair.Name, (JsonNode?)Math.Round(pair.Value, Digits)))),
            ["milliseconds"] = new JsonObject
            {
                ["p50"] = Math.Round(times[times.Length / 2], 1),
                ["p95"] = Math.Round(times[(int)((times.Length - 1) * 0.95)], 1),
                ["max"] = Math.Round(times[^1], 1),
            },
            ["failures"] = new JsonArray([.. failures.Select(failure => (JsonNode)new JsonObject
            {
                ["case"] = failure.Case,
                ["expected"] = failure.Expected ?? "none",
                ["got"] = new JsonArray(failure.Got ?? "none"),
            })]),
        };
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

    private void Line(FormattableString text) => output.Write(text.ToString(CultureInfo.InvariantCulture) + "\n");

    private void Line(string text) => output.Write(text + "\n");
}
