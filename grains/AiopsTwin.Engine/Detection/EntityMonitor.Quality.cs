using System.Collections.Immutable;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>What stands beside the verdicts on series: objectives, limits, what recurs, and how good the telemetry
/// itself is.</summary>
public sealed partial class EntityMonitor
{
    // A gap half an interval longer than usual is a missing sample, a shorter one is jitter.
    private const double GapIntervals = 1.5;

    /// <summary>How good the entity's telemetry is, with reasons (docs/methods/quality.md).</summary>
    public TelemetryQuality Quality(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return QualityReader.Read(state, _settings.MaxSeries);
    }

    /// <summary>How the entity's objectives stand, by kind; empty when it has none.</summary>
    public ImmutableArray<ObjectiveStatus> Objectives(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _objectives.Read(state);
    }

    /// <summary>Hears which of an entity's log records name their trace, and that spans of it are known. Their content
    /// is judged elsewhere.</summary>
    /// <param name="state">The entity's state.</param>
    /// <param name="records">Log records of the entity; those of others are ignored.</param>
    /// <param name="spans">Spans of the entity; those of others are ignored.</param>
    public void Witness(EntityMonitorState state, ImmutableArray<LogRecord> records, ImmutableArray<Span> spans)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (spans.Any(span => span.Entity == state.Entity))
        {
            state.Traces.HearSpan();
        }

        foreach (var record in records)
        {
            if (record.Entity == state.Entity)
            {
                state.Traces.HearRecord(!string.IsNullOrEmpty(record.TraceId));
            }
        }
    }

    /// <summary>What the entity does again and again at the same time, the surest first; empty for nearly
    /// every entity.</summary>
    public ImmutableArray<RecurringFinding> Recurring(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RecurringReader.Read(state);
    }

    /// <summary>What is made of a used sample beside its verdict: fixed limits, and what recurs.</summary>
    private void Beside(
        EntityMonitorState state, SeriesState series, long ticks, in SampleVerdict verdict, Intake intake)
    {
        _thresholds.Take(state, series, intake);
        Note(series, ticks, verdict);
    }

    /// <summary>Notes an unusual sample, also one that stands alone and raises nothing: what lasts milliseconds and
    /// comes every day is a finding, though no single time is.</summary>
    private void Note(SeriesState series, long ticks, in SampleVerdict verdict)
    {
        var direction = series.Episode.IsFiring ? series.Episode.Direction
            : Math.Abs(verdict.Score) >= _settings.RaiseScore ? Math.Sign(verdict.Score)
            : Usual(series, ticks);
        if (direction > 0)
        {
            (series.Rises ??= new RecurringTrack()).Take(ticks, series.Interval.Ticks);
        }
        else if (direction < 0)
        {
            (series.Falls ??= new RecurringTrack()).Take(ticks, series.Interval.Ticks);
        }
    }

    /// <summary>
    /// What came unusually at this time of earlier days is soon expected at this time and no deviation any more, but it
    /// comes again all the same: the direction in which a sample stands as far from the level without its time of day,
    /// where there was an onset at this time of an earlier day; 0 for every other sample.
    /// </summary>
    private int Usual(SeriesState series, long ticks)
    {
        if ((series.Rises ?? series.Falls) is null || series.Baseline is not { } baseline
            || double.IsNaN(baseline.Offset) || series.NewestValue is not { } value)
        {
            return 0;
        }

        var apart = baseline.Transform.Apply(value) - baseline.Level.Level;
        var deviation = Math.Max(series.Track!.Spread.Value, series.Track.Floor);
        var track = apart > 0 ? series.Rises : series.Falls;
        return Math.Abs(apart) >= _settings.RaiseScore * deviation
            && track?.CameBefore(ticks, series.Interval.Ticks) == true
            ? Math.Sign(apart)
            : 0;
    }

    /// <summary>What a used sample says of its series as telemetry: whether others are missing before it, and whether
    /// it merely repeats the last.</summary>
    private static void Watch(
        EntityMonitorState state, SeriesState series, (long At, double? Value) previous, Intake intake)
    {
        var before = previous.At;
        if (before == 0 || series.Newest == before)
        {
            return;
        }

        if (previous.Value is { } last && series.NewestValue is { } value)
        {
            series.Stuck.Take(last, value);
        }

        var interval = series.Interval.Ticks;
        var gap = series.Newest - before;
        if (interval > 0 && gap > GapIntervals * interval && !WasIdle(state, series, before))
        {
            // What was missed longer ago than the tally remembers would drown what it remembers.
            var remembered = Math.Max(1, SourceTally.ShortestMemory.Ticks / interval);
            intake.Missed += (int)Math.Min(remembered, Math.Round(gap / (double)interval) - 1);
        }
    }

    /// <summary>True when nothing was to be said: durations and shares of requests stay away while none come.</summary>
    private static bool WasIdle(EntityMonitorState state, SeriesState series, long since)
    {
        if (series.Descriptor.Family is not (MetricFamily.Latency or MetricFamily.Errors or MetricFamily.Saturation)
            || state.Find(MetricCatalog.RequestRate) is not { } rate)
        {
            return false;
        }

        for (var i = rate.Ring.Count - 1; i >= 0 && rate.Ring.TicksAt(i) > since; i--)
        {
            if (rate.Ring.ValueAt(i) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private void Tally(EntityMonitorState state, ObserveBatch batch, Intake intake)
    {
        if (batch.Samples.IsDefaultOrEmpty || state.Arrivals.Newest == 0)
        {
            return;
        }

        var counts = new SampleCounts(
            intake.Accepted, intake.Duplicates, intake.Late, intake.Invalid, intake.Refused, intake.Missed);
        var newest = new DateTimeOffset(state.Arrivals.Newest, TimeSpan.Zero);
        state.Heard.Take(batch.Source, newest, counts, TimeSpan.FromTicks((long)state.Arrivals.Interval));
        if (batch.ReceivedAt is { } received)
        {
            state.Heard.HearLag(batch.Source, received - Newest(batch.Samples));
        }

        if (state.Trust.IsStale(state.Arrivals.Newest))
        {
            state.Trust.Take(
                state.Arrivals.Newest, QualityReader.ScoreOf(state, _settings.MaxSeries), !state.HasFiring);
        }
    }

    private static DateTimeOffset Newest(ImmutableArray<Sample> samples)
    {
        var newest = samples[0].At;
        foreach (var sample in samples)
        {
            newest = sample.At > newest ? sample.At : newest;
        }

        return newest;
    }
}
