using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Output;

/// <summary>Rankings of a data set of which root causes are known.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Onset">Who said that something is wrong.</param>
/// <param name="Cases">Its cases, judged.</param>
/// <param name="Quiet">Time in which nothing was wrong; empty where none is published.</param>
internal sealed record RankingReport(
    string Dataset, ReplayOnset Onset, IReadOnlyList<EvaluatedCase> Cases, IReadOnlyList<QuietWindows> Quiet)
{
    /// <summary>The cases with a service's own database counted as the service; empty where nobody counts so.</summary>
    public IReadOnlyList<RankedAnswer> Folded { get; init; } = [];

    /// <summary>How far AC@1 may be off by the choice of cases.</summary>
    public ScoreInterval Interval => ScoreInterval.Of(Cases.Select(one => (one.Slice, one.Answer.HitAt(1))));

    /// <summary>Cases whose labels tell the kind of trouble, with the kind asked for too.</summary>
    public IReadOnlyList<RankedAnswer> Fine => [.. Cases.Select(one => one.Fine).OfType<RankedAnswer>()];

    /// <summary>Distances of the onsets taken from the true ones, sorted; empty where they are not known.</summary>
    public IReadOnlyList<TimeSpan> OnsetErrors =>
        [.. Cases.Select(one => one.OnsetError).OfType<TimeSpan>().Order()];

    /// <summary>Cases that broke or took too long.</summary>
    public IEnumerable<EvaluatedCase> Broken => Cases.Where(one => one.Breakage is not null);

    /// <summary>What plain methods reach on the same cases, best first; empty when they were not asked.</summary>
    public IReadOnlyList<(string Name, RankingScores Scores)> Peers =>
    [
        .. Cases.SelectMany(one => one.Peers).GroupBy(peer => peer.Peer, StringComparer.Ordinal)
            .Select(group => (group.Key, Scores: RankingScores.Of([.. group.Select(peer => peer.Answer)])))
            .OrderByDescending(peer => peer.Scores.Top1).ThenByDescending(peer => peer.Scores.Avg5)
            .ThenBy(peer => peer.Key, StringComparer.Ordinal),
    ];

    /// <summary>Ours against a peer, case by case, at rank 1.</summary>
    public PairedComparison Against(string peer) => PairedComparison.Of(Cases.Select(one => (
        one.Answer.HitAt(1), one.Peers.First(answer => answer.Peer == peer).Answer.HitAt(1))));

    /// <summary>Share of quiet windows that stayed quiet.</summary>
    /// <param name="disturbed">Windows that did not.</param>
    public double Specificity(Func<QuietWindows, int> disturbed) =>
        1 - ((double)Quiet.Sum(disturbed) / Math.Max(1, Quiet.Sum(one => one.Windows)));
}
