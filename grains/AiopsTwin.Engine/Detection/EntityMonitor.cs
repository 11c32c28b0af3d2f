using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection.Objectives;
using AiopsTwin.Engine.Detection.Pooling;
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

    private readonly DetectionSettings _settings;
    private readonly SeriesMonitor _series;
    private readonly SiblingMonitor _siblings;
    private readonly EvidenceReader _evidence;
    private readonly AlertWriter _writer;
    private readonly ObjectiveMonitor _objectives;
    private readonly AlertDesk _desk;
    private readonly ThresholdMonitor _thresholds;
    private readonly WorkMonitor _work;
    private readonly PoolMonitor _pool;

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
        _pool = new PoolMonitor(settings, _writer);
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
        SilentAfter(state),
        intake.Signals,
        intake.Invalid,
        intake.Refused)
    {
        Missed = intake.Missed,
        Lean = intake.Lean,
    };
}
