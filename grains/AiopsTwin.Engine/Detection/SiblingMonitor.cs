using System.Collections.Immutable;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Judges a series by its distance from its siblings' median. What all siblings share cancels, so a fall of 4 % in
/// one of six regions stands out although no baseline of its own could show it.
/// </summary>
internal sealed class SiblingMonitor(DetectionSettings settings)
{
    private const int WarmSamples = 30;
    private const double ScaleFloor = 0.004;
    private const double AssumedCorrelation = 0.3;
    // As the level of a series: it counts what it rests on beyond its memory.
    private const double CountedMemories = 8;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>Memory of a member's reference: long, so that a deviation hardly moves what it is measured
    /// by.</summary>
    public static readonly TimeSpan ReferenceMemory = TimeSpan.FromHours(3);

    private readonly EpisodeRule _rule = new(settings);
    private readonly EpisodeRule _coarse = new(settings with { RaiseScore = settings.CoarseSiblingScore });

    /// <summary>True for metrics that siblings compare.</summary>
    public static bool IsCompared(string metric) =>
        metric is MetricCatalog.RequestRate or MetricCatalog.RequestDuration or MetricCatalog.RequestDurationP95;

    /// <summary>Takes one instant whose median is known.</summary>
    /// <param name="series">The series; its track is changed.</param>
    /// <param name="signal">What the series signalled.</param>
    /// <param name="group">Median of the calm siblings.</param>
    public EpisodeChange Take(SeriesState series, in PendingSignal signal, in SiblingMedian group)
    {
        var track = series.Sibling!;
        var median = group.Median;
        var distance = signal.LogDeviation - median;
        if (signal.IsHeld || track.IsApart)
        {
            var steps = SeriesBaseline.MemoryFor(ReferenceMemory, series.Interval.Ticks);
            track.Reference.Follow(median + track.Level, steps);
        }

        if (signal.IsHeld || group.Members < settings.MinSiblings)
        {
            return EpisodeChange.None;
        }

        if (track.Track is null)
        {
            WarmUp(track, distance);
            return EpisodeChange.None;
        }

        var memory = SeriesBaseline.MemoryFor(Memory, series.Interval.Ticks);
        var residual = distance - track.Level;
        var bad = series.Descriptor.Bad;
        var bounds = new ScoreBounds(ScaleFloor, settings.MinSiblingEffect, track.Samples);
        var deviation = Math.Max(track.Track.Spread.Value, ScaleFloor);
        var score = DeviationScorer.Score(track.Track, signal.Ticks, residual, bounds, bad);
        var expected = signal.Expected * Math.Exp(median + track.Level);
        var step = new EpisodeStep(
            signal.Ticks, score, residual, deviation, expected, expected * Math.Exp(score.Effect),
            AlertSeverity.Warning);
        var isSaid = series.Episode.IsFiring && Math.Sign(score.Score) == series.Episode.Direction;
        var isCoarse = settings.IsCoarse(series.Interval.Ticks);
        var change = (isCoarse ? _coarse : _rule).Take(ref track.Episode, track.Track, step, !isSaid);
        if (change == EpisodeChange.Raised)
        {
            track.Return();
        }

        track.Anchor();
        var isFiring = track.Episode.IsFiring;
        var caution = DeviationScorer.Caution(track.Track, bad);
        track.IsApart = isFiring
            || Math.Abs(score.Score) >= (isCoarse ? settings.CoarseSiblingScore : settings.RaiseScore);
        Learn(track, residual, deviation, memory, track.IsApart ? settings.AnomalousLearning : caution);
        DeviationScorer.Learn(track.Track, residual, bounds, bad, new LearningPace(caution, isFiring));
        if (change == EpisodeChange.Ended)
        {
            track.Track.Calm();
        }
        else if (isFiring && signal.Ticks - Math.Max(track.Episode.StartsAt, track.Episode.AcceptedAt)
            >= settings.AcceptShiftAfter.Ticks)
        {
            track.Level += track.Episode.Direction * track.Episode.Size;
            track.Episode.AcceptedAt = signal.Ticks;
        }

        return change;
    }

    /// <summary>The median a signal awaits: same group, metric and instant.</summary>
    public static SiblingMedian? MedianFor(
        ImmutableArray<SiblingMedian> medians, string group, string metric, long ticks)
    {
        foreach (var median in medians)
        {
            if (median.At.UtcTicks == ticks
                && string.Equals(median.Metric, metric, StringComparison.Ordinal)
                && string.Equals(median.Group, group, StringComparison.Ordinal))
            {
                return median;
            }
        }

        return null;
    }

    /// <summary>Mean and spread of the first distances (Welford 1962).</summary>
    private static void WarmUp(SiblingTrack track, double distance)
    {
        track.Samples++;
        var delta = distance - track.Level;
        track.Level += delta / track.Samples;
        track.Squares += delta * (distance - track.Level);
        if (track.Samples >= WarmSamples)
        {
            var spread = Math.Sqrt(track.Squares / (track.Samples - 1));
            track.Track = DeviationScorer.Start(spread, AssumedCorrelation, WarmSamples);
        }
    }

    private static void Learn(SiblingTrack track, double residual, double deviation, double memory, double share)
    {
        track.Samples = Math.Min(track.Samples + 1, CountedMemories * memory);
        var reach = LevelTracker.Reach * deviation;
        track.Level += share / Math.Min(track.Samples, memory) * Math.Clamp(residual, -reach, reach);
    }
}
