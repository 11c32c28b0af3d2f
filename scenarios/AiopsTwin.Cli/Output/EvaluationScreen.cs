using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of an evaluation that replays incidents.</summary>
internal sealed class EvaluationScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    public void Show(ReplayOnset onset, List<EvaluatedCase> cases, List<QuietWindows> quiet)
    {
        if (IsJson)
        {
            Write(ToJson(onset, cases, quiet));
        }
        else
        {
            Print(onset, cases, quiet);
        }
    }

    private void Print(ReplayOnset onset, List<EvaluatedCase> cases, List<QuietWindows> quiet)
    {
        Line($"PetShop root cause, onset {RankingFigures.Name(onset)}, engine {RunScorer.EngineVersion}");
        Line($"{"slice",-34} {"cases",5} {"top1",6} {"top3",6} {"Avg@5",6} {"MRR",6} {"cover",6}");
        foreach (var slice in RankingFigures.Slices(cases))
        {
            Line(slice.Key, RankingFigures.Of(slice));
        }

        Line("all", RankingFigures.Of(cases));
        foreach (var windows in quiet)
        {
            Line($"quiet {windows.Group}: {windows.Windows} windows, incidents in {windows.Slowness} for slowness or "
                + $"load, in {windows.Failures} for failures");
        }

        var (p50, p95, max) = Figures.Milliseconds(cases.Select(one => one.Elapsed));
        var learning = Figures.Milliseconds(cases.Select(one => one.Learning)).P50;
        Line($"milliseconds a case: p50 {p50:0.0}, p95 {p95:0.0}, max {max:0.0}; learning the "
            + $"baseline before it: p50 {learning:0.0}");
        foreach (var missed in RankingFigures.Missed(cases))
        {
            Line($"missed {missed.Case}: {RankingFigures.Tell(missed)}");
        }
    }

    private static JsonObject ToJson(ReplayOnset onset, List<EvaluatedCase> cases, List<QuietWindows> quiet)
    {
        var scores = RankingFigures.Of(cases);
        var all = RankingFigures.ToJson(scores);
        all["specificity.latency"] = Quiet(quiet, windows => windows.Slowness);
        all["specificity.availability"] = Quiet(quiet, windows => windows.Failures);
        var result = EvaluationJson.Head(
            "rca", "petshop", (scores.Cases, scores.Covered), setting: new("onset", RankingFigures.Name(onset)));
        result["scores"] = all;
        result["slices"] = RankingFigures.ToJson(RankingFigures.Slices(cases));
        result["quiet"] = Figures.Each(quiet, windows => windows.Group, windows => new JsonObject
        {
            ["windows"] = windows.Windows,
            ["slowness"] = windows.Slowness,
            ["failures"] = windows.Failures,
        });
        result["milliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Elapsed), 1);
        result["learningMilliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Learning), 1);
        result["failures"] = EvaluationJson.Failures(RankingFigures.Missed(cases), missed => EvaluationJson.Failure(
            missed.Case, missed.Expected.Name, missed.Got.Select(entity => entity.Name)));
        return result;
    }

    /// <summary>Share of quiet windows that stayed quiet.</summary>
    private static JsonNode Quiet(List<QuietWindows> quiet, Func<QuietWindows, int> disturbed) =>
        Figures.Score(1 - ((double)quiet.Sum(disturbed) / Math.Max(1, quiet.Sum(one => one.Windows))));

    private void Line(string name, RankingScores scores) => Line(
        $"{name,-34} {scores.Cases,5} {scores.Top1,6:0.000} {scores.Top3,6:0.000} {scores.Avg5,6:0.000} "
        + $"{scores.Mrr,6:0.000} {scores.Covered,6}");
}
