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

        foreach (var (name, right) in Peers(cases))
        {
            Line($"peer: {name}: {right} of {cases.Count}");
        }

        if (Strongest(cases) is { } peer)
        {
            var against = Against(cases, peer);
            Line($"against {peer}: better in {against.Better} cases, worse in {against.Worse}, {Figures.P(against.P)}");
        }

        var (p50, p95, max) = Figures.Milliseconds(cases.Select(one => one.Elapsed));
        Line($"milliseconds a case: p50 {p50:0.0}, p95 {p95:0.0}, max {max:0.0}; reading files p50 "
            + $"{Figures.Milliseconds(cases.Select(one => one.Loading)).P50:0.0}");
        Line($"memory at most {Figures.PeakMebibytes} MiB, of the whole process");
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
        result["vs"] = Figures.Each(Peers(cases), peer => peer.Name, peer => Figures.Versus(
            cases.Average(one => one.IsRight ? 1.0 : 0), peer.Right / (double)cases.Count));
        result["peers"] = Figures.Each(Peers(cases), peer => peer.Name, peer => peer.Right);
        if (Strongest(cases) is { } strongest)
        {
            result["paired"] = RankingJson.Of(strongest, Against(cases, strongest));
        }

        result["milliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Elapsed), 1);
        result["loadingMilliseconds"] = Figures.MillisecondsOf(cases.Select(one => one.Loading), 1);
        result["peakMebibytes"] = Figures.PeakMebibytes;
        result["failures"] = EvaluationJson.Failures(failures, failure => EvaluationJson.Failure(
            failure.Case, failure.Expected ?? "none", failure.Got ?? "none"));
        return result;
    }

    /// <summary>How often each rule of thumb was right, the best first.</summary>
    private static List<(string Name, int Right)> Peers(IEnumerable<JudgedTrial> cases) =>
    [
        .. cases.SelectMany(one => one.Peers.Select(peer => (peer.Peer, IsRight: peer.Change == one.Expected)))
            .GroupBy(peer => peer.Peer, StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Right: group.Count(peer => peer.IsRight)))
            .OrderByDescending(peer => peer.Right).ThenBy(peer => peer.Name, StringComparer.Ordinal),
    ];

    private static string? Strongest(IEnumerable<JudgedTrial> cases) => Peers(cases).FirstOrDefault().Name;

    private static PairedComparison Against(IEnumerable<JudgedTrial> cases, string peer) => PairedComparison.Of(
        cases.Select(one => (
            one.IsRight ? 1.0 : 0,
            one.Peers.First(answer => answer.Peer == peer).Change == one.Expected ? 1.0 : 0)));

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
            ("blast.precision", cases.Average(one => one.Precision)),
            ("blast.recall", cases.Average(one => one.Recall)),
        ];
    }
}
