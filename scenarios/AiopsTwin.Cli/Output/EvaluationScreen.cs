using System.Globalization;
using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation: results on the output, progress on the error
/// stream.</summary>
internal sealed class EvaluationScreen(TextWriter output, TextWriter error, bool isJson)
{
    private const int Digits = 6;

    private readonly bool _showsProgress = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    public void Complain(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            error.WriteLine(problem);
        }
    }

    public void Progress(string name, int number, int count)
    {
        if (_showsProgress)
        {
            error.Write($"\r{number} of {count}: {name}".PadRight(70));
        }
    }

    public void EndProgress()
    {
        if (_showsProgress)
        {
            error.Write("\r" + new string(' ', 70) + "\r");
        }
    }

    public void Show(ReplayOnset onset, List<EvaluatedCase> cases, List<QuietWindows> quiet)
    {
        if (isJson)
        {
            JsonOutput.Write(output, ToJson(onset, cases, quiet));
        }
        else
        {
            Print(onset, cases, quiet);
        }
    }

    private void Print(ReplayOnset onset, List<EvaluatedCase> cases, List<QuietWindows> quiet)
    {
        Line($"PetShop root cause, onset {Name(onset)}, engine {RunScorer.EngineVersion}");
        Line($"{"slice",-34} {"cases",5} {"top1",6} {"top3",6} {"Avg@5",6} {"MRR",6} {"cover",6}");
        foreach (var slice in cases.GroupBy(one => one.Slice).OrderBy(slice => slice.Key, StringComparer.Ordinal))
        {
            Line(slice.Key, Scores(slice));
        }

        Line("all", Scores(cases));
        foreach (var windows in quiet)
        {
            Line($"quiet {windows.Group}: {windows.Windows} windows, incidents in {windows.Slowness} for slowness or "
                + $"load, in {windows.Failures} for failures");
        }

        var times = Milliseconds(cases.Select(one => one.Elapsed));
        Line($"milliseconds a case: p50 {times.P50:0.0}, p95 {times.P95:0.0}, max {times.Max:0.0}; learning the "
            + $"baseline before it: p50 {Milliseconds(cases.Select(one => one.Learning)).P50:0.0}");
        foreach (var failure in cases.Where(IsFailure))
        {
            Line($"missed {failure.Case}: {failure.Expected} is "
                + (failure.Answer.Rank is { } rank ? $"rank {rank} of " : "not in ")
                + (failure.Got.IsEmpty ? "nothing" : string.Join(", ", failure.Got)));
        }
    }

    private static JsonObject ToJson(ReplayOnset onset, List<EvaluatedCase> cases, List<QuietWindows> quiet)
    {
        var scores = Scores(cases);
        var all = ToJson(scores);
        all.Remove("cases");
        all.Remove("covered");
        foreach (var (name, noisy) in Noisy(quiet))
        {
            all[name] = noisy;
        }

        return new JsonObject
        {
            ["command"] = "evaluate",
            ["subject"] = "rca",
            ["dataset"] = "petshop",
            ["version"] = RunScorer.EngineVersion,
            ["seed"] = 1,
            ["onset"] = Name(onset),
            ["cases"] = scores.Cases,
            ["covered"] = scores.Covered,
            ["scores"] = all,
            ["slices"] = new JsonObject(cases.GroupBy(one => one.Slice)
                .OrderBy(slice => slice.Key, StringComparer.Ordinal)
                .Select(slice => KeyValuePair.Create(slice.Key, (JsonNode?)ToJson(Scores(slice))))),
            ["quiet"] = new JsonObject(quiet.Select(windows => KeyValuePair.Create(
                windows.Group, (JsonNode?)new JsonObject
                {
                    ["windows"] = windows.Windows,
                    ["slowness"] = windows.Slowness,
                    ["failures"] = windows.Failures,
                }))),
            ["milliseconds"] = ToJson(Milliseconds(cases.Select(one => one.Elapsed))),
            ["learningMilliseconds"] = ToJson(Milliseconds(cases.Select(one => one.Learning))),
            ["failures"] = new JsonArray([.. cases.Where(IsFailure).Select(failure => (JsonNode)new JsonObject
            {
                ["case"] = failure.Case,
                ["expected"] = failure.Expected.Name,
                ["got"] = new JsonArray([.. failure.Got.Select(entity => (JsonNode)entity.Name)]),
            })]),
        };
    }

    private static Dictionary<string, double> Noisy(List<QuietWindows> quiet)
    {
        var windows = Math.Max(1, quiet.Sum(one => one.Windows));
        return new Dictionary<string, double>
        {
            ["specificity.latency"] = Math.Round(1 - ((double)quiet.Sum(one => one.Slowness) / windows), Digits),
            ["specificity.availability"] = Math.Round(1 - ((double)quiet.Sum(one => one.Failures) / windows), Digits),
        };
    }

    private static bool IsFailure(EvaluatedCase one) => one.Answer.HitAt(1) < 1;

    private static RankingScores Scores(IEnumerable<EvaluatedCase> cases) =>
        RankingScores.Of([.. cases.Select(one => one.Answer)]);

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
        $"{name,-34} {scores.Cases,5} {scores.Top1,6:0.000} {scores.Top3,6:0.000} {scores.Avg5,6:0.000} "
        + $"{scores.Mrr,6:0.000} {scores.Covered,6}");

    private void Line(FormattableString text) => output.Write(text.ToString(CultureInfo.InvariantCulture) + "\n");

    private void Line(string text) => output.Write(text + "\n");
}
