using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>Writes the twin's own alerts: identity and sentence from <see cref="AlertText"/>, the reason in numbers
/// from <see cref="AnomalyExplainer"/>.</summary>
internal sealed class AlertWriter(DetectionSettings settings)
{
    private readonly AnomalyExplainer _explainer = new(settings);

    /// <summary>A firing deviation of a series from its own baseline, or its failing probe.</summary>
    public Alert Deviation(EntityId entity, SeriesState series) =>
        AlertText.Of(entity, series) with { Explanation = _explainer.Of(series) };

    /// <summary>A firing deviation of a series from its siblings.</summary>
    public Alert Departure(EntityId entity, SeriesState series, string group) =>
        AlertText.OfSiblings(entity, series, group) with { Explanation = _explainer.OfSiblings(series, group) };

    /// <summary>Use of a resource without the work that goes with it.</summary>
    public Alert Idle(EntityId entity, SeriesState series) =>
        AlertText.OfWork(entity, series) with { Explanation = _explainer.OfWork(series) };

    /// <summary>What an entity and its callers say together.</summary>
    public Alert Pooled(EntityId entity, SeriesState series, PoolTrack pool) =>
        AlertText.OfPool(entity, series, pool) with { Explanation = _explainer.OfPool(series, pool) };

    /// <summary>Scheduled work that did not show in a series.</summary>
    public static Alert Missed(EntityId entity, SeriesState series, RecurringBurst missed)
    {
        var alert = AlertText.OfMissed(entity, series, missed);
        return alert with { Explanation = AnomalyExplainer.OfMissed(alert, missed) };
    }

    /// <summary>The silence of an entity.</summary>
    public Alert Silence(EntityId entity, in ArrivalWatch watch, DateTimeOffset now) =>
        AlertText.OfSilence(entity, watch, now) with { Explanation = _explainer.OfSilence(watch, now) };

    /// <summary>An episode at its peak, for the end of its alert.</summary>
    /// <param name="series">The series.</param>
    /// <param name="group">Its sibling group, when the episode is against its siblings.</param>
    public AnomalyExplanation Peak(SeriesState series, string? group = null) =>
        group is null ? _explainer.Of(series) : _explainer.OfSiblings(series, group);

    /// <summary>A reading with the deviation that fires now, at its peak so far.</summary>
    public SeriesReading Explained(EntityMonitorState state, SeriesState series, SeriesReading reading)
    {
        if (!series.Episode.IsFiring)
        {
            return reading;
        }

        var name = AlertText.NameOf(series, series.Episode.Direction);
        var alert = state.Alerts.Find(alert =>
            alert.Status == AlertStatus.Firing && string.Equals(alert.Name, name, StringComparison.Ordinal));
        return reading with { Explanation = AlertBook.AtPeak(alert?.Explanation, _explainer.Of(series)) };
    }
}
