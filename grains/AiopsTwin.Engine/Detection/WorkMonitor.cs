using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Judges the use of an entity's resources by its work: several metrics jointly. Where work explains use, use without
/// its work is a deviation although neither number is unusual (a processor at 40 % while no requests come: a hang), and
/// use that goes with its work is none, however high (a processor at 90 % while the nightly batch runs). Which metrics
/// are work and which are use is read off their descriptors; how much of each goes together is learned.
/// </summary>
internal sealed class WorkMonitor(DetectionSettings settings)
{
    private const int LeastSamples = 240;
    private const int ScoredFrom = 60;
    private const double AssumedCorrelation = 0.3;

    /// <summary>Share of the use's movement that work must explain before its absence means anything, and before it
    /// excuses anything.</summary>
    private const double LeastExplained = 0.5;
    private const double ExcusingShare = 0.8;

    /// <summary>A state of the work is known when it, or one like it, was about one in a hundred of those
    /// seen.</summary>
    private const double KnownState = 100;

    /// <summary>What a measure of work says of the use is never surer than this share of it: no two requests, and no
    /// two rows, cost the same.</summary>
    private const double WorkError = 0.05;

    /// <summary>Less than a tenth of the usual use is not worth telling, whatever the work.</summary>
    private const double LeastShare = 0.1;
    private const double Reach = 4;

    private static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    private readonly EpisodeRule _rule = new(settings);

    /// <summary>True for metrics that tell the use of a resource.</summary>
    public static bool IsUse(MetricDescriptor metric) =>
        metric.Family is MetricFamily.Cpu or MetricFamily.Saturation && metric.Bad == BadDirection.Up;

    /// <summary>True for metrics that tell how much work there is: traffic, and what nothing else is known
    /// of.</summary>
    public static bool IsWork(MetricDescriptor metric) => metric.Family == MetricFamily.Traffic
        || (metric is { Family: MetricFamily.Other, Bad: BadDirection.Both } && metric.Shape != MetricShape.Ratio);

    /// <summary>Takes one sample of a resource's use; the work of the same instant must have been taken.</summary>
    /// <param name="state">The entity.</param>
    /// <param name="series">The use.</param>
    /// <param name="ticks">The sample's instant.</param>
    /// <param name="use">Its value.</param>
    public WorkVerdict Take(EntityMonitorState state, SeriesState series, long ticks, double use)
    {
        if (!IsUse(series.Descriptor) || series.Baseline is null || ticks <= series.Newest || !double.IsFinite(use)
            || TrackOf(state, series) is not { } work)
        {
            return default;
        }

        Span<double> now = stackalloc double[work.Model.Works.Length + 1];
        if (!Read(state, work, ticks, now))
        {
            return default;
        }

        Span<double> seen = stackalloc double[now.Length - 1];
        now[1..].CopyTo(seen);
        var expected = work.Model.Expect(now, out var leverage);
        return Judge(series, work, new WorkSample(ticks, use, expected, leverage), now, seen);
    }

    private WorkVerdict Judge(
        SeriesState series, WorkTrack work, in WorkSample sample, ReadOnlySpan<double> now, ReadOnlySpan<double> seen)
    {
        var model = work.Model;
        var memory = Math.Max(LeastSamples, Memory.Ticks / (double)Math.Max(1, series.Interval.Ticks));
        var residual = sample.Residual;
        if (work.Track is not { } track)
        {
            model.Learn(now, sample.Use, sample.Use - sample.Expected, memory, 1);
            work.Track = model.Samples < ScoredFrom
                ? null
                : DeviationScorer.Start(Math.Sqrt(model.Unexplained), AssumedCorrelation, ScoredFrom);
            return default;
        }

        var size = Math.Max(Math.Abs(sample.Expected), Math.Abs(model.Mean));
        var floor = Math.Max(WorkError * size, series.Descriptor.ScaleFloor);
        var bounds = new ScoreBounds(floor, Math.Max(LeastShare * size, floor), model.Samples)
        {
            IsCoarse = settings.IsCoarse(series.Interval.Ticks),
        };
        var deviation = Math.Max(track.Spread.Value, floor);
        var score = DeviationScorer.Score(track, sample.Ticks, residual, bounds, BadDirection.Up);
        var isMature = model.Samples >= LeastSamples && model.Explained >= LeastExplained;
        var change = EpisodeChange.None;
        if (!_rule.IsQuiet(work.Episode, score))
        {
            var observed = sample.Expected + DeviationScorer.TrueEffect(score, residual, deviation);
            var peak = work.Episode.PeakScore;
            change = _rule.Take(ref work.Episode, track, new EpisodeStep(
                sample.Ticks, score, residual, deviation, sample.Expected, observed, SeverityOf(work, seen))
            {
                IsCoarse = bounds.IsCoarse,
            }, isMature);
            if (change != EpisodeChange.None || work.Episode.PeakScore > peak)
            {
                seen.CopyTo(work.Seen);
            }
        }

        Learn(work, sample, now, bounds, memory);
        Settle(work, sample.Ticks, change);
        var isKnown = model.Samples >= LeastSamples && sample.Leverage * model.Samples <= KnownState;
        var isCalm = !work.Episode.IsFiring && score.Score < settings.RaiseScore;
        return new WorkVerdict(change, isKnown && isCalm && model.Explained >= ExcusingShare);
    }

    private void Learn(
        WorkTrack work, in WorkSample sample, ReadOnlySpan<double> now, in ScoreBounds bounds, double memory)
    {
        var track = work.Track!;
        var isFiring = work.Episode.IsFiring;
        var caution = DeviationScorer.Caution(track, BadDirection.Up);
        var reach = Reach * Math.Max(track.Spread.Value, bounds.ScaleFloor) * Math.Sqrt(1 + sample.Leverage);
        var bounded = work.Model.Samples < LeastSamples
            ? sample.Use - sample.Expected
            : Math.Clamp(sample.Use - sample.Expected, -reach, reach);
        work.Model.Learn(now, sample.Use, bounded, memory, isFiring ? settings.AnomalousLearning : 1);
        DeviationScorer.Learn(
            track, sample.Residual, bounds, BadDirection.Up, new LearningPace(caution, isFiring));
    }

    /// <summary>After a deviation the means start anew; one that lasts is the new relation of use and work.</summary>
    private void Settle(WorkTrack work, long ticks, EpisodeChange change)
    {
        if (change == EpisodeChange.Ended)
        {
            work.Track!.Calm();
        }
        else if (work.Episode.IsFiring && ticks - Math.Max(work.Episode.StartsAt, work.Episode.AcceptedAt)
            >= settings.AcceptShiftAfter.Ticks)
        {
            work.Model.Doubt();
            work.Episode.AcceptedAt = ticks;
        }
    }

    /// <summary>Use without any work at all serves nobody.</summary>
    private static AlertSeverity SeverityOf(WorkTrack work, ReadOnlySpan<double> seen)
    {
        var isIdle = true;
        for (var i = 0; i < seen.Length; i++)
        {
            isIdle &= Math.Abs(seen[i]) <= LeastShare * work.Model.Sizes[i];
        }

        return isIdle ? AlertSeverity.Critical : AlertSeverity.Warning;
    }

    /// <summary>The track of a use; null while the entity has no warm series of work. Other work makes another
    /// model.</summary>
    private static WorkTrack? TrackOf(EntityMonitorState state, SeriesState series)
    {
        if (series.Work is { } known && known.Series == state.Series.Count)
        {
            return known;
        }

        var works = state.Series.Where(one => one.Baseline is not null && IsWork(one.Descriptor))
            .Take(WorkModel.MaxWorks).Select(one => one.Metric).ToArray();
        var areAllWarm = state.Series.TrueForAll(one => one.IsWarm || !IsWork(one.Descriptor));
        if (works.Length == 0 || !areAllWarm)
        {
            return series.Work;
        }

        series.Work = series.Work is { } kept && kept.Model.Works.AsSpan().SequenceEqual(works)
            ? kept
            : new WorkTrack(new WorkModel(works));
        series.Work.Series = state.Series.Count;
        series.Work.Sources = null;
        return series.Work;
    }

    /// <summary>The work of an instant; false when some of it is not known.</summary>
    private static bool Read(EntityMonitorState state, WorkTrack track, long ticks, Span<double> now)
    {
        var sources = track.Sources ??= [.. track.Model.Works.Select(state.Find)];
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] is not { Ring.Count: > 0 } work)
            {
                return false;
            }

            var place = work.Ring.Count - 1;
            while (place > 0 && work.Ring.TicksAt(place) > ticks)
            {
                place--;
            }

            var entry = work.Ring[place];
            if (entry.Ticks > ticks || ticks - entry.Ticks > 2 * work.Interval.Ticks)
            {
                return false;
            }

            now[i + 1] = entry.Value;
        }

        return true;
    }

    private readonly record struct WorkSample(long Ticks, double Use, double Expected, double Leverage)
    {
        /// <summary>Use less expected, told less strongly the less is known of this state of the work.</summary>
        public double Residual => (Use - Expected) / Math.Sqrt(1 + Leverage);
    }
}
