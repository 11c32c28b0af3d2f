using System.Collections.Immutable;
using AiopsTwin.Engine.Scoring.Detections;
using AiopsTwin.Engine.Scoring.Detections.Peers;

namespace AiopsTwin.Cli.Output;

/// <summary>What the twin and its peers said of the series of a data set.</summary>
internal sealed class DetectionBoard(double budget, DisguiseKind? disguise)
{
    /// <summary>Budgets of false alarms a week of one series at which recall is told.</summary>
    public static readonly double[] Budgets = [0.25, 1];

    private readonly List<(DetectionSeries Series, float[] Scores)> _ours = [];
    private readonly List<(DetectionSeries Series, float[] Scores)> _rarities = [];
    private readonly List<(DetectionSeries Series, float[] Scores)> _alerts = [];
    private readonly List<(DetectionSeries Series, float[] Scores)>[] _peers =
        [.. DetectionPeers.Names.Select(_ => new List<(DetectionSeries Series, float[] Scores)>())];

    /// <summary>Unwanted alarms a week of one series the twin was allowed.</summary>
    public double Budget => budget;

    /// <summary>How the series are told otherwise, beside; null when they are not.</summary>
    public DisguiseKind? Disguise => disguise;

    public int Series => _ours.Count;

    /// <summary>Time the twin took over each series.</summary>
    public List<TimeSpan> Times { get; } = [];

    /// <summary>The twin's alerts as it raised them, on the second halves; nobody answers them.</summary>
    public EventTally Raised { get; } = new();

    /// <summary>The same where every alert is answered a day later.</summary>
    public EventTally Answered { get; } = new();

    /// <summary>The twin's alerts on disguised series; nobody answers them.</summary>
    public EventTally Disguised { get; } = new();

    /// <summary>Each series' own outcome at the settings, for slices and failures.</summary>
    public List<(string Name, EventTally Tally)> Each { get; } = [];

    public long Samples => _ours.Sum(one => (long)one.Series.Ticks.Length);

    public void Add(DetectionSeries series, float[] scores, float[] rarities, TimeSpan elapsed)
    {
        _ours.Add((series, scores));
        _rarities.Add((series, rarities));
        Times.Add(elapsed);
    }

    public void AddAlerts(DetectionSeries series, ImmutableArray<long> leftAlone, ImmutableArray<long> answered)
    {
        var own = new EventTally();
        var (from, until) = HeldOut(series);
        EventRule.Count(series, leftAlone.AsSpan(), from, until, own);
        EventRule.Count(series, leftAlone.AsSpan(), from, until, Raised);
        EventRule.Count(series, answered.AsSpan(), from, until, Answered);
        Each.Add((series.Name, own));
        var raised = leftAlone.ToHashSet();
        _alerts.Add((series, [.. series.Ticks.Select(ticks => raised.Contains(ticks) ? 1f : 0f)]));
    }

    public void AddDisguised(DetectionSeries series, ImmutableArray<long> alerts)
    {
        var (from, until) = HeldOut(series);
        EventRule.Count(series, alerts.AsSpan(), from, until, Disguised);
    }

    /// <summary>The part of a series that no threshold was fixed on.</summary>
    private static (long From, long Until) HeldOut(DetectionSeries series) =>
        (Math.Max(series.Half, EventRule.ScoredFrom(series)), series.Ticks[^1] + 1);

    public void AddPeer(int peer, DetectionSeries series, float[] scores) => _peers[peer].Add((series, scores));

    public SweptScores Ours() => Sweep(_ours);

    public SweptScores Peer(int peer) => Sweep(_peers[peer]);

    /// <summary>The benchmark's score of what is rare, which is what it asks for: its windows are days long.</summary>
    public (double Threshold, double Score) OurNab(NabProfile profile) => NabScore.Best(Once(_rarities), profile);

    /// <summary>The benchmark's score of what is new, by which alerts are raised.</summary>
    public (double Threshold, double Score) OurNabByScore(NabProfile profile) =>
        NabScore.Best(Once(_ours), profile);

    public (double Threshold, double Score) PeerNab(int peer, NabProfile profile) =>
        NabScore.Best(Once(_peers[peer]), profile);

    /// <summary>The benchmark's score of the alerts as raised, without choosing a threshold by it.</summary>
    public double RaisedNab(NabProfile profile) => NabScore.Of(_alerts, profile);

    public double OurVolume() => VolumeScore.MeanOf(_ours);

    public double OurVolumeByRarity() => VolumeScore.MeanOf(_rarities);

    public double PeerVolume(int peer) => VolumeScore.MeanOf(_peers[peer]);

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
