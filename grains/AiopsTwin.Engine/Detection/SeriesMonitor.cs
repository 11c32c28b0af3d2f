using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Takes one sample of one series through the stack: sanitise, transform, expect, score, calibrate, threshold, learn
/// (docs/methods/detection.md). Allocates only when a baseline starts. The target is 250 ns a sample.
/// </summary>
internal sealed class SeriesMonitor(DetectionSettings settings)
{
    private const double CalmScore = 3;
    private const double MinDoubtSamples = 30;
    private const double MaxDoubtSamples = 360;
    private const int ExpireIntervals = 10;
    private static readonly double EpisodeDoubtMemory = TimeSpan.FromHours(1).Ticks;

    private readonly EpisodeRule _rule = new(settings);
    private readonly ProbeRule _probe = new(settings);

    /// <summary>Takes one sample.</summary>
    /// <param name="series">The series; changed.</param>
    /// <param name="ticks">The sample's instant.</param>
    /// <param name="raw">Its value.</param>
    /// <param name="context">What the entity knows beside it.</param>
    /// <param name="verdict">What it brought.</param>
    public void Take(
        SeriesState series, long ticks, double raw, in SampleContext context, out SampleVerdict verdict)
    {
        verdict = default;
        verdict.Outcome = SampleGate.Admit(series, ticks, raw, out var gap);
        if (verdict.Outcome != SampleOutcome.Used)
        {
            return;
        }

        series.Remember(ticks, raw);
        if (series.IsProbe)
        {
            verdict.Change = _probe.Take(series, ticks, raw, gap);
        }
        else if (gap != 0 && series.Baseline is null)
        {
            WarmUp(series);
        }
        else if (gap != 0)
        {
            Judge(series, ticks, gap, context, ref verdict);
        }
    }

    /// <summary>True when the series sent nothing for so long that nobody can say whether its alert still
    /// holds.</summary>
    /// <param name="series">The series.</param>
    /// <param name="newest">Its newest sample, UTC ticks.</param>
    /// <param name="now">Now, or the next sample's instant.</param>
    public bool IsExpired(SeriesState series, long newest, long now) =>
        now - newest >= Math.Max(settings.ExpireAfter.Ticks, ExpireIntervals * series.Interval.Ticks);

    /// <summary>Ends the episode of an expired alert; when it ended is not known.</summary>
    public static void Expire(SeriesState series)
    {
        series.Episode.Direction = 0;
        series.Episode.RiseBits = 0;
        series.Episode.FallBits = 0;
        series.Episode.RecoveredSince = series.Newest;
        series.Track?.Calm();
    }

    private void WarmUp(SeriesState series)
    {
        if (series.Ring.Count < settings.WarmUpSamples)
        {
            return;
        }

        if (series.Interval.Ticks == 0)
        {
            series.Interval.Learn(series.Ring);
        }

        Span<double> residuals = stackalloc double[series.Ring.Count];
        series.Baseline = SeriesBaseline.Start(
            series.Descriptor.Shape, series.Ring, series.Interval.Ticks, residuals);
        series.Track = DeviationScorer.Start(residuals);
        series.Ring.Narrow();
        series.Bursts = new BurstWatch();
    }

    private void Judge(
        SeriesState series, long ticks, long gap, in SampleContext context, ref SampleVerdict verdict)
    {
        if (series.Episode.IsFiring && IsExpired(series, series.Newest - gap, ticks))
        {
            verdict.HasExpired = true;
            Expire(series);
        }

        var baseline = series.Baseline!;
        var track = series.Track!;
        var memory = SeriesBaseline.MemoryFor(settings.LevelMemory, series.Interval.Ticks);
        if (gap > 3 * series.Interval.Ticks)
        {
            track.Fade(gap / (double)series.Interval.Ticks);
        }

        var assumed = double.MaxNative(track.Spread.Value, track.Floor);
        var expectation = baseline.Expect(
            ticks, gap, series.Interval.Ticks, memory, (assumed, track.SlowSpread.Value));
        var value = series.Ring.NewestValue;
        var y = baseline.Transform.Apply(value);
        var bursts = BurstsOf(series);
        verdict.HasBurstNews = bursts.Hear(ticks, y, series.Interval.Ticks, assumed);
        var view = bursts.See(ticks, y, expectation);
        var residual = view.Expected.Residual(view.Value);
        var center = baseline.Transform.Invert(expectation.Center, out var slope);
        var bounds = BoundsAt(series, center, slope, context.Grain);
        track.Floor = bounds.ScaleFloor;
        var deviation = double.MaxNative(track.Spread.Value, bounds.ScaleFloor);
        verdict.Rarity = series.Rarity.Take(value, series.Interval.Ticks);
        var bad = series.Descriptor.Bad;
        var score = DeviationScorer.Score(track, ticks, residual, bounds, bad);
        var isJudged = baseline.Level.IsSettled;
        var change = isJudged && !_rule.IsQuiet(series.Episode, score)
            ? Step(series, new EpisodeStep(ticks, score, residual, deviation, center, value, AlertSeverity.Warning)
            {
                IsCoarse = bounds.IsCoarse,
            }, context.Work.IsExplained)
            : EpisodeChange.None;

        var isFiring = series.Episode.IsFiring;
        var isSlow = isFiring || context.IsPooled || series.Sibling is { Episode.IsFiring: true };
        var caution = DeviationScorer.Caution(track, bad);
        Lean(series, ticks, view, residual, isSlow);
        baseline.Learn(
            view.Value, residual, deviation, memory,
            new LearningPace(view.IsEdge ? 0 : isSlow ? settings.AnomalousLearning : caution, isSlow));
        DeviationScorer.Learn(track, residual, bounds, bad, new LearningPace(caution, isFiring));
        change = Settle(series, ticks, score, change, isSlow);
        series.Coverage.Take(residual / deviation, series.Interval.Ticks);
        verdict.Change = change;
        verdict.IsCalm = !isSlow && Math.Abs(score.Score) < CalmScore;
        verdict.Score = isJudged ? score.Score : 0;
        verdict.Work = context.Work;
        if (context.HasSiblings)
        {
            verdict.Signal = Signal(series, ticks, gap, view);
        }
    }

    /// <summary>States of earlier versions have no bursts, and hold samples in full.</summary>
    private static BurstWatch BurstsOf(SeriesState series)
    {
        series.Ring.Narrow();
        return series.Bursts ??= new BurstWatch();
    }

    /// <summary>Completes the step where it matters (most samples are calm and skip this) and lets the rule take
    /// it.</summary>
    private EpisodeChange Step(SeriesState series, in EpisodeStep step, bool isExplained)
    {
        if (!series.Episode.IsFiring
            && Math.Abs(step.Score.Score) < settings.RaiseScore * AlarmBar.LeastFactor)
        {
            return _rule.Take(ref series.Episode, series.Track!, step, !isExplained);
        }

        var transform = series.Baseline!.Transform;
        var effect = DeviationScorer.TrueEffect(step.Score, step.Residual, step.Deviation);
        var observed = transform.Invert(transform.Apply(step.Expected) + effect);
        return _rule.Take(ref series.Episode, series.Track!, step with
        {
            Observed = observed,
            Severity = SeverityRule.Of(series.Descriptor, step.Expected, observed),
        }, !isExplained);
    }

    /// <summary>Keeps the last ten minutes against the last hours, for what is pooled with callers.</summary>
    private void Lean(SeriesState series, long ticks, in BurstView view, double residual, bool isSlow)
    {
        if (!LeanTrack.IsRead(series.Descriptor))
        {
            return;
        }

        var (baseline, track) = (series.Baseline!, series.Track!);
        var lean = series.Lean ??= new LeanTrack();
        lean.Shift(baseline.HandedOver);
        if (!view.IsUnsettled)
        {
            lean.Take(baseline.Level.Level + residual, new LeanStep(
                ticks, series.Interval.Ticks, Math.Max(track.Spread.Value, track.Floor), track.Floor,
                isSlow ? settings.AnomalousLearning : 1, series.Descriptor.Bad));
        }
    }

    /// <summary>What follows a sample: the mark of a calm centre, the doubt after an episode, a shift
    /// accepted.</summary>
    private EpisodeChange Settle(
        SeriesState series, long ticks, in DeviationScore score, EpisodeChange change, bool isSlow)
    {
        var baseline = series.Baseline!;
        if (change == EpisodeChange.Ended)
        {
            Calm(series, ticks);
        }
        else if (series.Episode.IsFiring && ticks - Math.Max(series.Episode.StartsAt, series.Episode.AcceptedAt)
            >= PatienceFor(series).Ticks)
        {
            baseline.Accept(series.Episode.Direction * series.Episode.Size);
            series.Track!.Calm();
            return EpisodeRule.Accept(ref series.Episode, ticks);
        }
        else if (!isSlow && Math.Abs(score.Score) < settings.RaiseScore)
        {
            baseline.Mark(ticks, series.Interval.Ticks);
        }

        return change;
    }

    /// <summary>How long a deviation is held to be one. More work than usual, and less on the way, is soon what is
    /// usual now: a baseline that waits hours for it to end is the one that is wrong, and then all day.</summary>
    private TimeSpan PatienceFor(SeriesState series) =>
        series.Descriptor.IsWork && series.Episode.Severity < AlertSeverity.Critical
        && (series.Episode.Direction > 0 || series.Descriptor.Family != MetricFamily.Traffic)
            ? settings.AcceptWorkAfter
            : settings.AcceptShiftAfter;

    private static void Calm(SeriesState series, long ticks)
    {
        var lasted = ticks - series.Episode.StartsAt;
        var baseline = series.Baseline!;
        baseline.Restore(series.Episode.StartsAt, series.NewestValue!.Value);
        var level = Math.Min(MaxDoubtSamples, baseline.Level.Samples) * Math.Exp(-lasted / EpisodeDoubtMemory);
        baseline.Level.Doubt(Math.Max(MinDoubtSamples, level));
        series.Track!.Calm();
        series.Lean?.Calm();
    }

    /// <summary>A share cannot be told more finely than by one request: its floor is at least that.</summary>
    private ScoreBounds BoundsAt(SeriesState series, double center, double slope, double grain)
    {
        var size = Math.Abs(center);
        var floor = series.Descriptor.ScaleFloor;
        var highest = series.Bursts?.Highest ?? 0;
        return new ScoreBounds(
            double.MaxNative(
                double.MaxNative(settings.RelativeScaleFloor * size, double.MaxNative(floor, grain)) / slope,
                settings.RelativeScaleFloor * highest),
            double.MaxNative(double.MaxNative(settings.MinEffect * size, floor) / slope, settings.MinEffect * highest),
            series.Baseline!.Level.Samples)
        {
            IsCoarse = settings.IsCoarse(series.Interval.Ticks),
        };
    }

    /// <summary>What the siblings are told: how far the value is from the series' own steady reference.</summary>
    private static PendingSignal? Signal(SeriesState series, long ticks, long gap, in BurstView view)
    {
        var value = series.NewestValue!.Value;
        var sibling = series.Sibling ??= new SiblingTrack();
        if (value < 0 || (value == 0 && sibling.Reference.Samples == 0))
        {
            return null;
        }

        var memory = SeriesBaseline.MemoryFor(SiblingMonitor.ReferenceMemory, series.Interval.Ticks);
        var isUsable = sibling.Reference.Take(
            value, gap, memory, view.IsUnsettled || sibling.IsApart ? 0 : 1, out var deviation);
        return isUsable ? new PendingSignal(ticks, deviation, sibling.Reference.Value, view.IsUnsettled) : null;
    }
}
