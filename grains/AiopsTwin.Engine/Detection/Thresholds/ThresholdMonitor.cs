using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection.Thresholds;

/// <summary>
/// Judges series by fixed limits, as an alerting rule with <c>for</c> of Prometheus does: raised when every value was
/// bad for long enough, ended by the first good one. Nothing is kept of series whose values are good.
/// </summary>
internal sealed class ThresholdMonitor(DetectionSettings settings)
{
    /// <summary>Takes one used sample.</summary>
    /// <param name="state">The entity's state.</param>
    /// <param name="series">The series that took it; changed.</param>
    /// <param name="intake">Takes alerts that changed.</param>
    public void Take(EntityMonitorState state, SeriesState series, Intake intake)
    {
        if (!settings.Thresholds.IsEmpty || series.Broken is not null)
        {
            Judge(state, series, intake);
        }
    }

    /// <summary>Lets the alerts of a series expire that sends nothing any more.</summary>
    public void Expire(EntityMonitorState state, SeriesState series, long now, Intake intake) =>
        series.Broken?.RemoveAll(track => End(state, series, track, (now, AlertStatus.Expired), intake));

    // Apart from Take, which every sample passes: what a lambda captures is allocated on entry.
    private void Judge(EntityMonitorState state, SeriesState series, Intake intake)
    {
        if (series.NewestValue is not { } value)
        {
            return;
        }

        // A checkpoint may hold rules that are not set any more: they end with the next sample.
        series.Broken?.RemoveAll(track =>
            (!track.Rule.IsBroken(value) || !settings.Thresholds.Contains(track.Rule))
            && End(state, series, track, (series.Newest, AlertStatus.Resolved), intake));
        foreach (var rule in series.RulesOf(state.Entity, settings.Thresholds))
        {
            if (rule.IsBroken(value))
            {
                Break(state, series, rule, value, intake);
            }
        }

        series.Broken = series.Broken is { Count: > 0 } broken ? broken : null;
    }

    private void Break(
        EntityMonitorState state, SeriesState series, ThresholdRule rule, double value, Intake intake)
    {
        series.Broken ??= [];
        var track = series.Broken.Find(one => one.Rule == rule);
        if (track is null)
        {
            series.Broken.Add(track = new ThresholdTrack(rule, series.Newest));
        }

        if (!track.IsRaised && series.Newest - track.Since >= rule.For.Ticks)
        {
            track.IsRaised = true;
            intake.BookOf(state, settings).Put(AlertOf(state.Entity, series, track, value));
        }
    }

    private bool End(
        EntityMonitorState state, SeriesState series, ThresholdTrack track, (long At, AlertStatus Status) how,
        Intake intake)
    {
        var name = NameOf(series, track.Rule);
        var isHeldByAnother = series.Broken!.Exists(other =>
            other != track && other.IsRaised && other.Rule.IsBroken(series.NewestValue!.Value)
            && NameOf(series, other.Rule) == name);
        if (track.IsRaised && (!isHeldByAnother || how.Status == AlertStatus.Expired))
        {
            intake.BookOf(state, settings).End(name, how.At, how.Status);
        }

        return true;
    }

    private static Alert AlertOf(EntityId entity, SeriesState series, ThresholdTrack track, double value)
    {
        var (rule, metric) = (track.Rule, series.Descriptor);
        var name = NameOf(series, rule);
        var since = new DateTimeOffset(track.Since, TimeSpan.Zero);
        return new Alert(
            AlertText.Fingerprint(entity, name), entity, name, rule.Severity, AlertStatus.Firing, since,
            new DateTimeOffset(series.Newest, TimeSpan.Zero), null, AlertText.Source, metric.Name, 0, LimitOf(rule),
            value,
            $"{metric.Name} of {entity} is {MetricText.Of(metric, value)}, {SideOf(rule)} the limit of "
                + $"{MetricText.Of(metric, LimitOf(rule))} set for it, since {MetricText.TimeOf(since)}.");
    }

    /// <summary>Name of a rule's alert: <c>cpu.utilization above 90 %</c>.</summary>
    private static string NameOf(SeriesState series, ThresholdRule rule) =>
        $"{series.Metric} {SideOf(rule)} {MetricText.Of(series.Descriptor, LimitOf(rule))}";

    private static string SideOf(ThresholdRule rule) => rule.Above is null ? "below" : "above";

    private static double LimitOf(ThresholdRule rule) => rule.Above ?? rule.Below ?? 0;
}
