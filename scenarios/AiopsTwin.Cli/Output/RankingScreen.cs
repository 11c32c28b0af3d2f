using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of rankings on a data set of which only root causes are known.</summary>
internal sealed class RankingScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    public void Show(string dataset, ReplayOnset onset, List<EvaluatedCase> cases)
    {
        if (IsJson)
        {
            Write(ToJson(dataset, onset, cases));
            return;
        }

        Line($"{dataset} root cause, onset {RankingFigures.Name(onset)}, engine {RunScorer.EngineVersion}");
        Line($"{"slice",-24} {"cases",5} {"AC@1",6} {"AC@3",6} {"AC@5",6} {"Avg@5",6} {"MRR",6} {"cover",6}");
        foreach (var slice in RankingFigures.Slices(cases))
        {
            Line(slice.Key, RankingFigures.Of(slice));
        }

        Line("all", RankingFigures.Of(cases));
        var interval = Interval(cases);
        Line($"AC@1 lies in [{interval.Low:0.000}, {interval.High:0.000}] with 95 % confidence");
        if (OnsetErrors(cases) is { Count: > 0 } errors)
        {
            Line($"onset off by {errors[errors.Count / 2].TotalSeconds:0} s in the middle case, at most "
                + $"{errors[^1].TotalSeconds:0} s");
        }

        var (p50, p95, max) = Figures.Milliseconds(cases.Select(one => one.Elapsed));
        var counting = Figures.Milliseconds(cases.Select(one => one.Learning)).P50;
        Line($"milliseconds a case: p50 {p50:0.0}, p95 {p95:0.0}, max {max:0.0}; counting spans and lines before it: "
            + $"p50 {counting:0.0}");
        foreach (var missed in RankingFigures.Missed(cases))
        {
            Line($"missed {missed.Case} {missed.Slice}: {RankingFigures.Tell(missed)}");
        }
    }

    private static JsonObject ToJson(string dataset, ReplayOnset onset, List<EvaluatedCase> cases)
    {
        var scores = RankingFigures.ToJson(RankingFigures.Of(cases));
        var interval = Interval(cases);
        scores["top1.low"] = Figures.Score(interval.Low);
        scores["top1.high"] = Figures.Score(interval.High);
        if (OnsetErrors(cases) is { Count: > 0 } errors)
        {
            scores["onset.error.p50"] = Math.Round(errors[errors.Count / 2].TotalSeconds, 1);
        }

        var result = EvaluationJson.Head(
            "rca", dataset, (cases.Count, cases.Count(one => one.Answer.IsCovered)),
            setting: new("onset", RankingFigures.Name(onset)));
        result["scores"] = scores;
        result["slices"] = RankingFigures.ToJson(RankingFigures.Slices(cases));
        result["milliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Elapsed), 1);
        result["learningMilliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Learning), 1);
        result["failures"] = EvaluationJson.Failures(RankingFigures.Missed(cases), missed =>
        {
            var failure = EvaluationJson.Failure(
                missed.Case, missed.Expected.Name, missed.Got.Select(entity => entity.Name));
            failure.Insert(1, "slice", missed.Slice);
            return failure;
        });
        return result;
    }

    private static ScoreInterval Interval(List<EvaluatedCase> cases) =>
        ScoreInterval.Of(cases.Select(one => (one.Slice, one.Answer.HitAt(1))));

    private static List<TimeSpan> OnsetErrors(List<EvaluatedCase> cases) =>
        [.. cases.Select(one => one.OnsetError).OfType<TimeSpan>().Order()];

    private void Line(string name, RankingScores scores) => Line(
        $"{name,-24} {scores.Cases,5} {scores.Top1,6:0.000} {scores.Top3,6:0.000} {scores.Top5,6:0.000} "
        + $"{scores.Avg5,6:0.000} {scores.Mrr,6:0.000} {scores.Covered,6}");
}
