using System.Globalization;
using System.Numerics;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>Says why an episode is an anomaly: reads it off what the monitor knows of the series, and changes
/// nothing.</summary>
internal sealed class AnomalyExplainer(DetectionSettings settings)
{
    /// <summary>Deviation of the mean of twenty residuals, as a share of theirs, when they do not depend on each other:
    /// the root of g / (2 - g) at a gain of 2 / 21.</summary>
    private const double IndependentSlow = 0.2236;

    /// <summary>The present or last episode of a series against its own baseline.</summary>
    public AnomalyExplanation Of(SeriesState series)
    {
        var episode = series.Episode;
        if (series.IsProbe || series.Baseline is not { } baseline || series.Track is not { } track)
        {
            return Probe(series);
        }

        var y = baseline.Transform.Apply(episode.PeakExpected);
        var band = ExpectedBand.About(series, y, settings);
        var deviation = ExpectedBand.Deviations * Math.Max(track.Spread.Value, track.Floor);
        var slot = SlotOf(series, PeakOf(episode));
        return Explanation(episode, "its own baseline") with
        {
            Low = band.Low,
            High = band.High,
            Onset = OnsetOf(series, episode, track, deviation / ExpectedBand.Deviations),
            Slot = slot,
            Shape = ShapeReader.Of(series),
            WhyNow = $"{Count(series, episode)} {Place(slot)}",
        };
    }

    /// <summary>The present or last episode of a series against its siblings.</summary>
    public AnomalyExplanation OfSiblings(SeriesState series, string group)
    {
        var siblings = series.Sibling!;
        var episode = siblings.Episode;
        var deviation = Math.Max(siblings.Track!.Spread.Value, siblings.Track.Floor);
        var reach = Math.Exp(ExpectedBand.Deviations * deviation);
        return Explanation(episode, $"its siblings in {group}") with
        {
            Low = episode.PeakExpected / reach,
            High = episode.PeakExpected * reach,
            Onset = OnsetOf(series, episode, siblings.Track, deviation),
            WhyNow = $"{Count(series, episode)} The siblings' median moved otherwise at the same instants.",
        };
    }

    /// <summary>The silence of an entity.</summary>
    /// <param name="watch">When it was heard.</param>
    /// <param name="now">When the silence was noticed.</param>
    public AnomalyExplanation OfSilence(in ArrivalWatch watch, DateTimeOffset now)
    {
        var newest = At(watch.Newest);
        var next = At(watch.Newest + (long)watch.Interval);
        var patience = At(watch.SilentAfter(settings) ?? now.UtcTicks) - newest;
        return new AnomalyExplanation(
            "its own rhythm", now, 1, 1, 1, 0, -DeviationScorer.MaxScore, 0,
            new AnomalyOnset(next < now ? next : now, newest, next < now ? next : now), null,
            $"Nothing came for {MetricText.Seconds(now - newest)}; {MetricText.Seconds(patience)} without a sample "
            + "are a signal.")
        {
            Shape = AnomalyShape.Absence,
        };
    }

    /// <summary>The present or last episode of a resource's use against the entity's work.</summary>
    public AnomalyExplanation OfWork(SeriesState series)
    {
        var work = series.Work!;
        var episode = work.Episode;
        var deviation = Math.Max(work.Track!.Spread.Value, series.Descriptor.ScaleFloor);
        var explained = MetricText.Percent(work.Model.Explained);
        return Explanation(episode, "its work") with
        {
            Low = episode.PeakExpected - (ExpectedBand.Deviations * deviation),
            High = episode.PeakExpected + (ExpectedBand.Deviations * deviation),
            Onset = OnsetOf(series, episode, work.Track, deviation),
            WhyNow = $"{Count(series, episode)} {string.Join(" and ", work.Model.Works)} used to explain {explained} "
                + "of its movement.",
        };
    }

    /// <summary>The present or last deviation of a series that others share.</summary>
    public AnomalyExplanation OfPool(SeriesState series, PoolTrack pool)
    {
        var episode = pool.Episode;
        var track = series.Track!;
        var band = ExpectedBand.About(series, series.Baseline!.Transform.Apply(episode.PeakExpected), settings);
        return Explanation(episode, "its own baseline and what its callers do") with
        {
            Low = band.Low,
            High = band.High,
            Onset = OnsetOf(series, episode, track, Math.Max(track.Spread.Value, track.Floor)),
            WhyNow = PoolText.WhyNow(series, pool),
        };
    }

    /// <summary>Scheduled work that did not show.</summary>
    /// <param name="alert">What is told of it.</param>
    /// <param name="missed">What did not come.</param>
    public static AnomalyExplanation OfMissed(Alert alert, RecurringBurst missed)
    {
        var slack = TimeSpan.FromMinutes(Math.Ceiling(missed.Slack));
        var (usual, observed) = (alert.Expected!.Value, alert.Observed!.Value);
        return new AnomalyExplanation(
            "its own schedule", alert.RaisedAt, usual, Math.Min(usual, 0.5 * (usual + observed)), usual, observed,
            alert.Score, 0,
            new AnomalyOnset(alert.StartsAt, alert.StartsAt - slack, alert.StartsAt + slack), null,
            string.Create(
                CultureInfo.InvariantCulture,
                $"It was due today, and its usual end passed; so far it came {missed.Count} times."))
        {
            Shape = AnomalyShape.BatchMissing,
        };
    }

    private AnomalyExplanation Probe(SeriesState series)
    {
        var episode = series.Episode;
        var onset = At(episode.StartsAt);
        return Explanation(episode, "its probe") with
        {
            Low = 1,
            High = 1,
            Threshold = 0,
            Onset = new AnomalyOnset(onset, At(episode.StartsAt - series.Interval.Ticks), onset),
            WhyNow = string.Create(
                CultureInfo.InvariantCulture,
                $"{settings.DownSamples} probes in a row were not answered, which needs no baseline."),
        };
    }

    private AnomalyExplanation Explanation(in Episode episode, string reference)
    {
        var onset = At(episode.StartsAt);
        return new AnomalyExplanation(
            reference, At(PeakOf(episode)), episode.PeakExpected, episode.PeakExpected, episode.PeakExpected,
            episode.PeakObserved, episode.PeakScore, ThresholdOf(episode), new AnomalyOnset(onset, onset, onset), null,
            "");
    }

    private double ThresholdOf(in Episode episode) =>
        episode.Threshold > 0 ? episode.Threshold : settings.RaiseScore;

    private static AnomalyOnset OnsetOf(SeriesState series, in Episode episode, DeviationTrack track, double deviation)
    {
        var correlation = track.SlowSpread.Value / IndependentSlow;
        var samples = OnsetSpan.Samples(episode.Size / deviation, correlation * correlation);
        var span = (long)(samples * Math.Max(1, series.Interval.Ticks));
        return new AnomalyOnset(
            At(episode.StartsAt),
            At(Math.Max(0, episode.StartsAt - span)),
            At(Math.Max(episode.StartsAt, Math.Min(episode.StartsAt + span, episode.RaisedAt))));
    }

    private string Count(SeriesState series, in Episode episode)
    {
        var past = BitOperations.PopCount((uint)(episode.Direction > 0 ? episode.RiseBits : episode.FallBits));
        var isCoarse = series.Interval.Ticks >= settings.CoarseInterval.Ticks * 0.9;
        var threshold = ThresholdOf(episode).ToString("0.#", CultureInfo.InvariantCulture);
        var score = Math.Abs(episode.PeakScore).ToString("0.#", CultureInfo.InvariantCulture);
        var count = isCoarse && past <= 1
            ? $"One sample, which stands for {MetricText.Seconds(TimeSpan.FromTicks(series.Interval.Ticks))},"
            : string.Create(CultureInfo.InvariantCulture, $"{past} of the newest {settings.RaiseWindow} samples");
        var after = MetricText.Seconds(TimeSpan.FromTicks(Math.Max(0, episode.RaisedAt - episode.StartsAt)));
        return $"{count} scored {threshold} or more (the highest {score}), {after} after the onset.";
    }

    private static string Place(SeasonSlot? slot) => slot switch
    {
        { IsKnown: true } => $"Expected is what earlier days had from {Clock(slot.From)} to {Clock(slot.To)}.",
        _ => "Expected is the recent level; this time of day is not known yet.",
    };

    private static SeasonSlot? SlotOf(SeriesState series, long ticks)
    {
        var season = series.Baseline!.Season;
        var into = (ticks - season.Origin) % season.SlotTicks;
        var from = ticks - (into < 0 ? into + season.SlotTicks : into);
        return new SeasonSlot(At(from), At(from + season.SlotTicks), season.IsKnown);
    }

    private static long PeakOf(in Episode episode) => episode.PeakAt > 0 ? episode.PeakAt : episode.RaisedAt;

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
