using System.Text.Json.Nodes;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Output;

/// <summary>Rankings for programs.</summary>
internal static class RankingJson
{
    public static JsonObject Of(RankingReport report)
    {
        var result = EvaluationJson.Head(
            "rca", report.Dataset, (report.Cases.Count, report.Cases.Count(one => one.Answer.IsCovered)),
            setting: new("onset", RankingFigures.Name(report.Onset)));
        result["scores"] = Scores(report);
        result["slices"] = RankingFigures.ToJson(RankingFigures.Slices(report.Cases));
        if (report.Folded.Count > 0)
        {
            result["folded"] = RankingFigures.ToJson(RankingScores.Of(report.Folded));
        }

        AddPeers(result, report);
        if (report.Quiet.Count > 0)
        {
            result["quiet"] = Figures.Each(report.Quiet, windows => windows.Group, windows => new JsonObject
            {
                ["windows"] = windows.Windows,
                ["slowness"] = windows.Slowness,
                ["failures"] = windows.Failures,
            });
        }

        result["milliseconds"] = Figures.MillisecondsOf(report.Cases.Select(one => one.Elapsed), 1);
        result["learningMilliseconds"] = Figures.MillisecondsOf(report.Cases.Select(one => one.Learning), 1);
        result["loadingMilliseconds"] = Figures.MillisecondsOf(report.Cases.Select(one => one.Loading), 1);
        result["peakMebibytes"] = Figures.PeakMebibytes;
        result["broken"] = Figures.Each(report.Broken, one => one.Case, one => one.Breakage);
        result["failures"] = EvaluationJson.Failures(RankingFigures.Missed(report.Cases), Failure);
        return result;
    }

    /// <summary>Ours against a peer, case by case.</summary>
    public static JsonObject Of(string peer, PairedComparison against) => new()
    {
        ["peer"] = peer,
        ["better"] = against.Better,
        ["worse"] = against.Worse,
        ["p"] = Figures.Chance(against.P),
    };

    private static JsonObject Scores(RankingReport report)
    {
        var scores = RankingFigures.ToJson(RankingFigures.Of(report.Cases));
        var interval = report.Interval;
        scores["top1.low"] = Figures.Score(interval.Low);
        scores["top1.high"] = Figures.Score(interval.High);
        if (report.Fine.Count > 0)
        {
            var fine = RankingScores.Of(report.Fine);
            scores["fine.top1"] = Figures.Score(fine.Top1);
            scores["fine.top3"] = Figures.Score(fine.Top3);
            scores["fine.avg5"] = Figures.Score(fine.Avg5);
        }

        if (report.OnsetErrors is { Count: > 0 } errors)
        {
            scores["onset.error.p50"] = Math.Round(errors[errors.Count / 2].TotalSeconds, 1);
            scores["onset.error.max"] = Math.Round(errors[^1].TotalSeconds, 1);
        }

        if (report.Quiet.Count > 0)
        {
            scores["specificity.latency"] = Figures.Score(report.Specificity(windows => windows.Slowness));
            scores["specificity.availability"] = Figures.Score(report.Specificity(windows => windows.Failures));
        }

        return scores;
    }

    private static void AddPeers(JsonObject result, RankingReport report)
    {
        if (report.Peers is not [var strongest, ..] peers)
        {
            return;
        }

        var ours = RankingFigures.Of(report.Cases).Top1;
        result["vs"] = Figures.Each(peers, peer => peer.Name, peer => Figures.Versus(ours, peer.Scores.Top1));
        result["peers"] = Figures.Each(peers, peer => peer.Name, peer => RankingFigures.ToJson(peer.Scores));
        var against = report.Against(strongest.Name);
        result["paired"] = Of(strongest.Name, against);
    }

    private static JsonObject Failure(EvaluatedCase missed)
    {
        var failure = EvaluationJson.Failure(
            missed.Case, missed.Expected.Name, missed.Got.Select(entity => entity.Name));
        failure.Insert(1, "slice", missed.Slice);
        failure.Insert(3, "rank", missed.Answer.Rank);
        return failure;
    }
}
