using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of rankings on a data set of which only root causes are known.</summary>
internal sealed class RankingScreen(TextWriter output, bool isJson)
{
    private const int Digits = 6;

    public void Show(string dataset, ReplayOnset onset, List<EvaluatedCase> cases)
    {
        if (isJson)
        {
            JsonOutput.Write(output, ToJson(dataset, onset, cases));
            return;
        }

        Line($"{dataset} root cause, onset {Name(onset)}, engine {RunScorer.EngineVersion}");
        Line($"{"slice",-24} {"cases",5} {"AC@1",6} {"AC@3",6} {"AC@5",6} {"Avg@5",6} {"MRR",6} {"cover",6}");
        foreach (var slice in cases.GroupBy(one => one.Slice).OrderBy(slice => slice.Key, StringComparer.Ordinal))
        {
            Line(slice.Key, Scores(slice));
        }

        Line("all", Scores(cases));
        var interval = Interval(cases);
        Line($"AC@1 lies in [{interval.Low:0.000}, {interval.High:0.000}] with 95 % confidence");
        if (OnsetErrors(cases) is { Count: > 0 } errors)
        {
            Line($"onset off by {errors[errors.Count / 2].TotalSeconds:0} s in the middle case, at most "
                + $"{errors[^1].TotalSeconds:0} s");
        }

        var (p50, p95, max) = Milliseconds(cases.Select(one => one.Elapsed));
        Line($"milliseconds a case: p50 {p50:0.0}, p95 {p95:0.0}, max {max:0.0}; counting spans and lines before it: "
            + $"p50 {Milliseconds(cases.Select(one => one.Learning)).P50:0.0}");
        foreach (var failure in cases.Where(IsFailure))
        {
            Line($"missed {failure.Case} {failure.Slice}: {failure.Expected} is "
                + (failure.Answer.Rank is { } rank ? $"rank {rank} of " : "not in ")
                + (failure.Got.IsEmpty ? "nothing" : string.Join(", ", failure.Got)));
        }
    }

    private static JsonObject ToJson(string dataset, ReplayOnset onset, List<EvaluatedCase> cases)
    {
        var scores = ToJson(Scores(cases));
        scores.Remove("cases");
        scores.Remove("covered");
        var interval = Interval(cases);
        scores["top1.low"] = Math.Round(interval.Low, Digits);
        scores["top1.high"] = Math.Round(interval.High, Digits);
        if (OnsetErrors(cases) is { Count: > 0 } errors)
        {
            scores["onset.error.p50"] = Math.Round(errors[errors.Count / 2].TotalSeconds, 1);
        }

        return new JsonObject
        {
            ["command"] = "evaluate",
            ["subject"] = "rca",
            ["dataset"] = dataset,
            ["version"] = RunScorer.EngineVersion,
            ["seed"] = 1,
            ["onset"] = Name(onset),
            ["cases"] = cases.Count,
            ["covered"] = cases.Count(one => one.Answer.IsCovered),
            ["scores"] = scores,
            ["slices"] = new JsonObject(cases.GroupBy(one => one.Slice)
                .OrderBy(slice => slice.Key, StringComparer.Ordinal)
                .Select(slice => KeyValuePair.Create(slice.Key, (JsonNode?)ToJson(Scores(slice))))),
            ["milliseconds"] = ToJson(Milliseconds(cases.Select(one => one.Elapsed))),
            ["learningMilliseconds"] = ToJson(Milliseconds(cases.Select(one => one.Learning))),
            ["failures"] = new JsonArray([.. cases.Where(IsFailure).Select(failure => (JsonNode)new JsonObject
            {
                ["case"] = failure.Case,
                ["slice"] = failure.Slice,
                ["expected"] = failure.Expected.Name,
                ["got"] = new JsonArray([.. failure.Got.Select(entity => (JsonNode)entity.Name)]),
            })]),
        };
    }

    private static bool IsFailure(EvaluatedCase one) => one.Answer.HitAt(1) < 1;

    private static RankingScores Scores(IEnumerable<EvaluatedCase> cases) =>
        RankingScores.Of([.. cases.Select(one => one.Answer)]);

    private static ScoreInterval Interval(List<EvaluatedCase> cases) =>
        ScoreInterval.Of(cases.Select(one => (one.Slice, one.Answer.HitAt(1))));

    private static List<TimeSpan> OnsetErrors(List<EvaluatedCase> cases) =>
        [.. cases.Select(one => one.OnsetError).OfType<TimeSpan>().Order()];

    private static JsonObject ToJson(RankingScores scores) => new()
    {
        ["cases"] = scores.Cases,
        ["covered"] = scores.Covered,
        ["top1"] = Math.Round(scores.Top1, Digits),
        ["top3"] = Math.Round(scores.Top3, Digits),
        ["top5"] = Math.Round(scores.Top5, Digits),
        ["avg5"] = Math.Round(scores.Avg5, Digits),
        ["mrr"] = Math.Round(scores.Mrr, Digits),
    };

    private static JsonObject ToJson((double P50, double P95, double Max) times) => new()
    {
        ["p50"] = Math.Round(times.P50, 1),
        ["p95"] = Math.Round(times.P95, 1),
        ["max"] = Math.Round(times.Max, 1),
    };

    private static (double P50, double P95, double Max) Milliseconds(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0
            ? default
            : (sorted[sorted.Length / 2], sorted[(int)((sorted.Length - 1) * 0.95)], sorted[^1]);
    }

    private static string Name(ReplayOnset onset) => onset.ToString().ToLowerInvariant();

    private void Line(string name, RankingScores scores) => Line(
        $"{name,-24} {scores.Cases,5} {scores.Top1,6:0.000} {scores.Top3,6:0.000} {scores.Top5,6:0.000} "
        + $"{scores.Avg5,6:0.000} {scores.Mrr,6:0.000} {scores.Covered,6}");

    private void Line(FormattableString text) => output.Write(text.ToString(CultureInfo.InvariantCulture) + "\n");

    private void Line(string text) => output.Write(text + "\n");
}
