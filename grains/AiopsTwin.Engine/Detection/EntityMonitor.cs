using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Detection.Thresholds;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Judges one entity by its own samples: sanitise, transform, expect, score, calibrate, threshold, alert (method page
/// docs/methods/detection.md). It holds no state of its own, so one monitor serves any number of entities; everything
/// learned lives in <see cref="EntityMonitorState"/>. Equal states given equal calls become equal states, bit for bit.
/// </summary>
[SuppressMessage("Performance", "CA1822", Justification = "Callers hold one monitor; no member is static by accident.")]
public sealed partial class EntityMonitor
{
    /// <summary>Label that names an entity's sibling group.</summary>
    public const string SiblingLabel = "sibling.group";

    private const int SourcesKept = 8;

    private readonly DetectionSettings _settings;
    private readonly SeriesMonitor _series;
    private readonly SiblingMonitor _siblings;
    private readonly EvidenceReader _evidence;
    private readonly AlertWriter _writer;
    private readonly ObjectiveMonitor _objectives;
    private readonly AlertDesk _desk;
    private readonly ThresholdMonitor _thresholds;
    private readonly WorkMonitor _work;

    /// <summary>Makes a monitor.</summary>
    /// <param name="settings">How to judge.</param>
    /// <exception cref="ArgumentOutOfRangeException">The warm-up or the rule for raising cannot work.</exception>
    public EntityMonitor(DetectionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.WarmUpSamples, 12);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.WarmUpSamples, SampleRing.Capacity);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.RaiseCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.RaiseCount, settings.RaiseWindow);
        _settings = settings;
        _series = new SeriesMonitor(settings);
        _siblings = new SiblingMonitor(settings);
        _evidence = new EvidenceReader(settings);
        _writer = new AlertWriter(settings);
        _objectives = new ObjectiveMonitor(settings);
        _desk = new AlertDesk(settings, _writer);
        _thresholds = new ThresholdMonitor(settings);
        _work = new WorkMonitor(settings);
    }

    /// <summary>
    /// Judges the samples of one batch; their order within the batch does not matter. A batch repeated by its source
    /// changes nothing. Samples that cannot be used are counted by reason and never fail the rest.
    /// </summary>
    /// <exception cref="ArgumentException">The batch is another entity's.</exception>
    public MonitorEffects Observe(EntityMonitorState state, ObserveBatch batch)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Entity != state.Entity)
        {
            throw new ArgumentException($"A batch of {batch.Entity} was given to {state.Entity}.", nameof(batch));
        }

        var samples = batch.Samples.IsDefault ? [] : batch.Samples;
        if (IsRepeat(state, batch))
        {
            return Effects(state, new Intake { Duplicates = samples.Length });
        }

        var intake = new Intake();
        Take(state, IsSorted(samples) ? samples : samples.Sort(Compare), intake);
        if (state.IsSilent && intake.Accepted > 0)
        {
            state.IsSilent = false;
            intake.BookOf(state, _settings).End(AlertText.Silent, state.Arrivals.Newest, AlertStatus.Resolved);
        }

        Tally(state, batch, intake);
        _objectives.Judge(state, state.Arrivals.Newest, intake);
        return Effects(state, intake);
    }

    /// <summary>
    /// Moves the clock without samples: the entity may have fallen silent, the alert of a series that sends nothing may
    /// expire. Calling it again for the same instant changes nothing.
    /// </summary>
    public MonitorEffects Advance(EntityMonitorState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var intake = new Intake();
        foreach (var series in state.Series)
        {
            if (_series.IsExpired(series, series.Newest, now.UtcTicks))
            {
                _thresholds.Expire(state, series, now.UtcTicks, intake);
                _desk.Expire(state, series, now.UtcTicks, intake);
            }
        }

        if (!state.IsSilent && state.Arrivals.SilentAfter(_settings) <= now.UtcTicks)
        {
            state.IsSilent = true;
            intake.BookOf(state, _settings).Put(_writer.Silence(state.Entity, state.Arrivals, now));
        }

        _objectives.Judge(state, now.UtcTicks, intake);
        return Effects(state, intake);
    }

    /// <summary>
    /// Compares the entity with its siblings at the instants it signalled since the last comparison. Medians of other
    /// groups, metrics and instants are ignored; signals without a median are forgotten.
    /// </summary>
    /// <param name="state">The entity's state.</param>
    /// <param name="medians">From <see cref="SiblingComparison.Medians"/>.</param>
    /// <param name="now">Now.</param>
    public MonitorEffects Compare(EntityMonitorState state, ImmutableArray<SiblingMedian> medians, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var intake = new Intake();
        foreach (var series in state.Series)
        {
            if (series.Sibling is not { Pending.Count: > 0 } track)
            {
                continue;
            }

            foreach (var signal in track.Pending)
            {
                if (state.Group is { } group
                    && SiblingMonitor.MedianFor(medians, group, series.Metric, signal.Ticks) is { } median)
                {
                    var direction = track.Episode.Direction;
                    var change = _siblings.Take(series, signal, median);
                    _desk.TellSiblings(state, series, change, direction, intake);
                }
            }

            track.Pending.Clear();
        }

        return Effects(state, intake);
    }

    /// <summary>Tells the monitor what the entity is: its label <see cref="SiblingLabel"/> and those that state
    /// objectives (<see cref="ServiceObjective"/>) are used.</summary>
    public void Define(EntityMonitorState state, Entity definition)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(definition);
        _objectives.Define(state, definition);
        var group = definition.Labels.GetValueOrDefault(SiblingLabel);
        if (string.Equals(group, state.Group, StringComparison.Ordinal))
        {
            return;
        }

        state.Group = group;
        var book = new AlertBook(state, _settings.EndedAlertsKept);
        foreach (var series in state.Series)
        {
            if (series.Sibling is { Episode.IsFiring: true } track)
            {
                var name = AlertText.SiblingNameOf(series, track.Episode.Direction);
                book.End(name, series.Newest, AlertStatus.Expired);
            }

            series.Sibling = null;
        }
    }

    /// <summary>
    /// What the entity's series did in a window, both ends inclusive, against the baseline as it was before the
    /// window. A series that has no sample in the window among its newest 64 is left out.
    /// </summary>
    public EntityEvidence Evidence(EntityMonitorState state, DateTimeOffset since, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _evidence.Read(state, since, until);
    }

    /// <summary>Every series with its expectation, by metric name.</summary>
    public ImmutableArray<SeriesReading> Series(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. state.Series.Select(series => _writer.Explained(state, series, _evidence.Reading(series)))];
    }

    /// <summary>Firing and recently ended alerts, by fingerprint.</summary>
    public ImmutableArray<Alert> Alerts(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. state.Alerts];
    }

    /// <summary>The few numbers that lists and maps show.</summary>
    public EntityVitals Vitals(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return VitalsReader.Read(state);
    }

    /// <summary>Takes work before use: what a resource should be used for is known when its use is judged.</summary>
    private void Take(EntityMonitorState state, ImmutableArray<Sample> samples, Intake intake)
    {
        var (first, last) = (samples.Length, -1);
        for (var i = 0; i < samples.Length; i++)
        {
            if (!Take(state, samples[i], intake, false))
            {
                first = Math.Min(first, i);
                last = i;
            }
        }

        for (var i = first; i <= last; i++)
        {
            Take(state, samples[i], intake, true);
        }
    }

    /// <summary>Takes one sample, when it is its turn.</summary>
    private bool Take(EntityMonitorState state, in Sample sample, Intake intake, bool isUse)
    {
        if (state.Find(sample.Metric) is not { } series)
        {
            if (string.IsNullOrEmpty(sample.Metric) || state.Series.Count >= _settings.MaxSeries)
            {
                intake.Refused += isUse ? 0 : 1;
                return true;
            }

            series = state.Add(sample.Metric);
        }

        if (WorkMonitor.IsUse(series.Descriptor) != isUse)
        {
            return false;
        }

        var ticks = sample.At.UtcTicks;
        var hasSiblings = state.Group is not null && SiblingMonitor.IsCompared(series.Metric);
        var work = _work.Take(state, series, ticks, sample.Value);
        var context = new SampleContext(hasSiblings, GrainOf(state, series), work);
        var direction = series.Episode.Direction;
        var before = (series.Newest, series.NewestValue);
        var verdict = _series.Take(series, ticks, sample.Value, context);
        intake.Count(verdict.Outcome);
        if (verdict.Outcome != SampleOutcome.Used)
        {
            return true;
        }

        state.Arrivals.Hear(ticks);
        Watch(state, series, before, intake);
        Beside(state, series, (ticks, verdict), intake);
        _desk.Tell(state, series, verdict, direction, intake);
        if (RequestStop.Since(series, _settings) is { } since)
        {
            foreach (var claim in RequestStop.Claims(state, since))
            {
                _desk.Expire(state, claim, since, intake);
            }
        }

        if (verdict.Signal is { } signal)
        {
            (series.Sibling ??= new SiblingTrack()).Push(signal);
            intake.Signals.Add(new SiblingSignal(
                state.Group!, state.Entity, series.Metric, sample.At, signal.LogDeviation, verdict.IsCalm)
            {
                IsHeld = signal.IsHeld,
            });
        }

        return true;
    }

    /// <summary>
    /// One request, as a share of those of an interval. Where few requests come, one failure among them is no incident,
    /// however rare failures are.
    /// </summary>
    private static double GrainOf(EntityMonitorState state, SeriesState series)
    {
        if (series.Descriptor is not { Family: MetricFamily.Errors, Shape: MetricShape.Ratio }
            || state.Find(MetricCatalog.RequestRate)?.NewestValue is not { } rate)
        {
            return 0;
        }

        return 1 / Math.Max(1, rate * series.Interval.Seconds);
    }

    private MonitorEffects Effects(EntityMonitorState state, Intake intake) => new(
        intake.Changed,
        VitalsReader.Read(state),
        intake.Accepted,
        intake.Duplicates,
        intake.Late,
        state.Arrivals.SilentAfter(_settings) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
        intake.SignalsOrEmpty,
        intake.Invalid,
        intake.Refused)
    {
        Missed = intake.Missed,
    };

    /// <summary>Only the last batch of a source is recognised: a source that restarts its numbering is heard
    /// again.</summary>
    private static bool IsRepeat(EntityMonitorState state, ObserveBatch batch)
    {
        if (batch.Sequence <= 0)
        {
            return false;
        }

        var sources = state.Sources;
        var place = sources.FindIndex(mark => string.Equals(mark.Source, batch.Source, StringComparison.Ordinal));
        if (place >= 0 && sources[place].Sequence == batch.Sequence)
        {
            return true;
        }

        if (place >= 0 || sources.Count == SourcesKept)
        {
            sources.RemoveAt(Math.Max(0, place));
        }

        sources.Add(new SourceMark(batch.Source, batch.Sequence));
        return false;
    }

    private static bool IsSorted(ImmutableArray<Sample> samples)
    {
        for (var i = 1; i < samples.Length; i++)
        {
            if (Compare(samples[i - 1], samples[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int Compare(Sample left, Sample right)
    {
        var order = string.CompareOrdinal(left.Metric, right.Metric);
        order = order != 0 ? order : left.At.CompareTo(right.At);
        return order != 0 ? order : left.Value.CompareTo(right.Value);
    }
}
