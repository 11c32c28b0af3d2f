using System.Collections.Immutable;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Detection.Thresholds;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// How baselines learn and when a deviation becomes an alert. Immutable; the defaults were chosen by the experiments of
/// docs/methods/detection.md. Lengths given in samples hold for any interval; lengths given as time hold for any rate.
/// </summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.DetectionSettings")]
public sealed record DetectionSettings
{
    /// <summary>The defaults.</summary>
    public static DetectionSettings Default { get; } = new();

    /// <summary>Series one entity may have; samples of further metrics are refused and counted. Default 64, 1 to
    /// 10 000.</summary>
    [Id(0)]
    public int MaxSeries { get; init; } = 64;

    /// <summary>Samples a baseline needs before it judges. Default 30, 12 to 60 (the baseline starts from the samples
    /// still held, which are 64).</summary>
    [Id(1)]
    public int WarmUpSamples { get; init; } = 30;

    /// <summary>Memory of the level: how fast the expectation follows slow movement. Default 30 min, 1 min to 24 h;
    /// never shorter than 30 samples. Half an hour follows a daily wave of 40 % on the first day with an error under
    /// 1 %.</summary>
    [Id(2)]
    public TimeSpan LevelMemory { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Learning speed of the level while an alert of the series fires, as a share of the usual speed: an
    /// outage is not learned. Default 0.05, 0 to 1.</summary>
    [Id(3)]
    public double AnomalousLearning { get; init; } = 0.05;

    /// <summary>A deviation that lasted this long is accepted as the new level. Default 8 h, 10 min to 30 d.</summary>
    [Id(4)]
    public TimeSpan AcceptShiftAfter { get; init; } = TimeSpan.FromHours(8);

    /// <summary>The same for a mild deviation that only says that there is more work, or that less passes through: its
    /// baseline follows sooner. Requests that stay away are not accepted so. Default 1 h, 10 min to 30 d.</summary>
    [Id(23)]
    public TimeSpan AcceptWorkAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Smallest spread assumed for a single sample, as a share of the level. Default 0.015, 0 to 1.</summary>
    [Id(5)]
    public double RelativeScaleFloor { get; init; } = 0.015;

    /// <summary>Smallest spread in <see cref="EntityEvidence"/>, as a share of the baseline, for latency, processor,
    /// traffic and network. Default 0.05, 0 to 1.</summary>
    [Id(6)]
    public double EvidenceScaleFloor { get; init; } = 0.05;

    /// <summary>Effects smaller than this share of the level never alert. Default 0.02, 0 to 1.</summary>
    [Id(7)]
    public double MinEffect { get; init; } = 0.02;

    /// <summary>Calibrated score (near standard normal) from which a sample counts towards an alert. Default 5.5, 3 to
    /// 50.</summary>
    [Id(8)]
    public double RaiseScore { get; init; } = 5.5;

    /// <summary>Samples at or above <see cref="RaiseScore"/> that raise an alert. Default 2, 1 to
    /// <see cref="RaiseWindow"/>.</summary>
    [Id(9)]
    public int RaiseCount { get; init; } = 2;

    /// <summary>Newest samples among which they must lie. Default 3, 1 to 8.</summary>
    [Id(10)]
    public int RaiseWindow { get; init; } = 3;

    /// <summary>Recovered samples in a row that end an alert. Default 3, 1 to 60.</summary>
    [Id(11)]
    public int RecoverySamples { get; init; } = 3;

    /// <summary>Time the recovery must also have held, from the first recovered sample. Default 20 s (the third
    /// sample of three at 10 s), 0 to 1 h.</summary>
    [Id(12)]
    public TimeSpan RecoveryHold { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What each raised alert adds to <see cref="RaiseScore"/> of its series, halved every day: where one
    /// trouble goes in and out within minutes, it must deviate more each time. Coarse series add nothing; the budget
    /// of alarms does for them. Default 0.5, 0 to 5; at most 4 in sum.</summary>
    [Id(13)]
    public double RepeatPenalty { get; init; } = 0.5;

    /// <summary>An entity is silent after this many of its intervals without a sample. Default 3, 2 to 100.</summary>
    [Id(14)]
    public double SilenceIntervals { get; init; } = 3;

    /// <summary>… or after this many of its tracked jitters, whichever is longer. Default 5, 0 to 100.</summary>
    [Id(15)]
    public double SilenceJitters { get; init; } = 5;

    /// <summary>… and never before this. Default 15 s, 1 s to 1 h.</summary>
    [Id(16)]
    public TimeSpan MinSilence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Regular arrivals an entity must have shown before its silence means anything. Default 5, 2 to
    /// 100.</summary>
    [Id(17)]
    public int SilenceArrivals { get; init; } = 5;

    /// <summary>Consecutive probes below 0.5 that make an entity down. Default 2, 1 to 60.</summary>
    [Id(18)]
    public int DownSamples { get; init; } = 2;

    /// <summary>Effects smaller than this share never alert in the comparison with siblings. Default 0.01, 0 to
    /// 1.</summary>
    [Id(19)]
    public double MinSiblingEffect { get; init; } = 0.01;

    /// <summary>Calm members a sibling median needs to be compared with. Default 3, 2 to 1000.</summary>
    [Id(20)]
    public int MinSiblings { get; init; } = 3;

    /// <summary>Ended alerts kept per entity, newest first. Default 32, 0 to 1000.</summary>
    [Id(21)]
    public int EndedAlertsKept { get; init; } = 32;

    /// <summary>An alert whose series sends nothing for this long, and for ten of its intervals, expires. Default 5
    /// min, 30 s to 24 h.</summary>
    [Id(22)]
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A series whose samples are this far apart, or farther, is coarse: each sample already stands for that
    /// long, so one past <see cref="RaiseScore"/> raises an alert, and the means of several count for less. Default
    /// 1 min, 1 s to 30 d.</summary>
    [Id(24)]
    public TimeSpan CoarseInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Fixed limits beside the baselines; at most <see cref="ThresholdRule.MaxRules"/>. Default
    /// none.</summary>
    [Id(27)]
    public ImmutableArray<ThresholdRule> Thresholds { get; init; } = [];

    /// <summary>When the budgets of objectives are judged.</summary>
    [Id(25)]
    public ObjectiveSettings Objectives { get; init; } = ObjectiveSettings.Default;

    /// <summary>What takes the place of <see cref="RaiseScore"/> in the comparison with siblings on coarse series: they
    /// look six times less often than series of ten seconds, so that the same rate of false alarms is kept by less.
    /// Default 4.8, 3 to 50.</summary>
    [Id(26)]
    public double CoarseSiblingScore { get; init; } = 4.8;

    /// <summary>What takes the place of <see cref="RaiseScore"/> for evidence pooled with callers: it is judged on
    /// means of ten minutes only, of which few a day are not the same again. Default 4, 3 to 50.</summary>
    [Id(29)]
    public double PooledScore { get; init; } = 4;

    /// <summary>True for a series of that interval, in ticks. It is a median of gaps that jitter.</summary>
    internal bool IsCoarse(long interval) => interval >= CoarseInterval.Ticks * 0.9;

    /// <summary>Unwanted alarms a week of one series that are held to be bearable. Where people answer alarms, each
    /// series' threshold moves until that many come, whatever its tail; where nobody does, only a series that alarms
    /// thirty times as often is made quieter. Default 0.25, one in four weeks; 0.01 to 100.</summary>
    [Id(28)]
    public double AlarmBudget { get; init; } = 0.25;
}
