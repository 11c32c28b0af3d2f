using System.Collections.Immutable;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Engine.Scoring.Detections.Peers;

namespace AiopsTwin.Cli.Output;

/// <summary>What the twin and its peers said of the series of a data set.</summary>
internal sealed class DetectionBoard
{
    /// <summary>Budgets of false alarms a week of one series at which recall is told.</summary>
    public static readonly double[] Budgets = [0.25, 1];

    private readonly List<(DetectionSeries Series, float[] Scores)> _ours = [];
    private readonly List<(DetectionSeries Series, float[] Scores)> _alerts = [];
    private readonly List<(DetectionSeries Series, float[] Scores)>[] _peers =
        [.. DetectionPeers.Names.Select(_ => new List<(DetectionSeries Series, float[] Scores)>())];

    public int Series => _ours.Count;

    /// <summary>Time the twin took over each series.</summary>
    public List<TimeSpan> Times { get; } = [];

    /// <summary>The twin's alerts as it raised them, on the second halves.</summary>
    public EventTally Raised { get; } = new();

    /// <summary>Each series' own outcome at the settings, for slices and failures.</summary>
    public List<(string Name, EventTally Tally)> Each { get; } = [];

    public long Samples => _ours.Sum(one => (long)one.Series.Ticks.Length);

    public void Add(DetectionSeries series, float[] scores, ImmutableArray<long> alerts, TimeSpan elapsed)
    {
        _ours.Add((series, scores));
        Times.Add(elapsed);
        var own = new EventTally();
        var (from, until) = (Math.Max(series.Half, EventRule.ScoredFrom(series)), series.Ticks[^1] + 1);
        EventRule.Count(series, alerts.AsSpan(), from, until, own);
        EventRule.Count(series, alerts.AsSpan(), from, until, Raised);
        Each.Add((series.Name, own));
        var raised = alerts.ToHashSet();
        _alerts.Add((series, [.. series.Ticks.Select(ticks => raised.Contains(ticks) ? 1f : 0f)]));
    }

    public void AddPeer(int peer, DetectionSeries series, float[] scores) => _peers[peer].Add((series, scores));

    public SweptScores Ours() => Sweep(_ours);

    public SweptScores Peer(int peer) => Sweep(_peers[peer]);

    public (double Threshold, double Score) OurNab(NabProfile profile) => NabScore.Best(Once(_ours), profile);

    public (double Threshold, double Score) PeerNab(int peer, NabProfile profile) =>
        NabScore.Best(Once(_peers[peer]), profile);

    /// <summary>The benchmark's score of the alerts as raised, without choosing a threshold by it.</summary>
    public double RaisedNab(NabProfile profile) => NabScore.Of(_alerts, profile);

    private static SweptScores Sweep(List<(DetectionSeries Series, float[] Scores)> scored)
    {
        var sweep = new ThresholdSweep();
        foreach (var (series, scores) in scored)
        {
            sweep.Add(series, scores);
        }

        return sweep.Run(Budgets);
    }

    private static List<(DetectionSeries Series, float[] Scores)> Once(
        List<(DetectionSeries Series, float[] Scores)> scored) =>
        scored.ConvertAll(one => (one.Series, RefractoryScore.Of(one.Series.Ticks.AsSpan(), one.Scores)));
}
