using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded.ItBench;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of diagnoses of a platform's objects.</summary>
internal sealed class ObjectScreen(TextWriter output, bool isJson)
{
    private const int Digits = 6;

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
        if (isJson)
        {
            JsonOutput.Write(output, ToJson(dataset, cases, scores, failures));
            return;
        }

        Line($"{dataset} root and spread, engine {RunScorer.EngineVersion}, {cases.Count} scenarios");
        foreach (var (name, value) in scores)
        {
            Line($"{name,-12} {value:0.000}");
        }

        foreach (var failure in failures)
        {
            output.Write($"missed {failure.Case}: {string.Join(" or ", failure.Expected)}, got "
                + $"{string.Join(", ", failure.Got)}\n");
        }
    }

    private static JsonObject ToJson(
        string dataset, IReadOnlyList<JudgedObjects> cases, (string Name, double Value)[] scores,
        List<JudgedObjects> failures)
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
            ["covered"] = cases.Count(one => !one.Got.IsEmpty),
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
                ["expected"] = new JsonArray([.. failure.Expected.Select(id => (JsonNode)id)]),
                ["got"] = new JsonArray([.. failure.Got.Select(id => (JsonNode)id)]),
            })]),
        };
    }

    private void Line(FormattableString text) => output.Write(text.ToString(CultureInfo.InvariantCulture) + "\n");
}
