using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Writes what one call concluded into the entity's alerts and collects the records that changed. An alert that is
/// raised and ended within one call is told once, ended.
/// </summary>
internal sealed class AlertBook(EntityMonitorState state, int endedKept)
{
    private List<Alert>? _changed;

    /// <summary>Records that changed, by fingerprint; empty most of the time.</summary>
    public ImmutableArray<Alert> Changed
    {
        get
        {
            if (_changed is null)
            {
                return [];
            }

            _changed.Sort(ByFingerprint);
            return [.. _changed];
        }
    }

    /// <summary>Adds a record or replaces the one with the same fingerprint.</summary>
    public void Put(Alert alert)
    {
        Replace(state.Alerts, alert);
        Replace(_changed ??= [], alert);
        Trim();
    }

    /// <summary>Ends the alert of a name, when it fires.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ticks">When it ended, UTC ticks.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="peak">The episode at its peak, which may have come after the alert was raised; null to leave what
    /// the alert says.</param>
    public void End(string name, long ticks, AlertStatus status, AnomalyExplanation? peak = null)
    {
        var fingerprint = AlertText.Fingerprint(state.Entity, name);
        var place = state.Alerts.FindIndex(alert => alert.Fingerprint == fingerprint);
        if (place >= 0 && state.Alerts[place] is { Status: AlertStatus.Firing } firing)
        {
            var end = Math.Max(ticks, firing.StartsAt.UtcTicks);
            Put(firing with
            {
                Status = status,
                EndsAt = new DateTimeOffset(end, TimeSpan.Zero),
                Score = peak?.Score ?? firing.Score,
                Explanation = AtPeak(firing.Explanation, peak),
            });
        }
    }

    /// <summary>The firing alert of a name; null when none fires.</summary>
    public static Alert? Find(EntityMonitorState state, string name) => state.Alerts.Find(alert =>
        alert.Status == AlertStatus.Firing && string.Equals(alert.Name, name, StringComparison.Ordinal));

    /// <summary>The explanation with a later peak; why the alert was raised, and by which bar, stays.</summary>
    public static AnomalyExplanation? AtPeak(AnomalyExplanation? raised, AnomalyExplanation? peak) =>
        raised is null || peak is null ? raised ?? peak
        : peak with
        {
            WhyNow = raised.WhyNow,
            Threshold = raised.Threshold,
            Onset = raised.Onset,
            Shape = peak.Shape == AnomalyShape.Unknown ? raised.Shape : peak.Shape,
        };

    private static void Replace(List<Alert> alerts, Alert alert)
    {
        var place = alerts.BinarySearch(alert, Comparer<Alert>.Create(ByFingerprint));
        if (place >= 0)
        {
            alerts[place] = alert;
        }
        else
        {
            alerts.Insert(~place, alert);
        }
    }

    private void Trim()
    {
        var ended = state.Alerts.Where(alert => alert.Status != AlertStatus.Firing).ToList();
        if (ended.Count > endedKept)
        {
            state.Alerts.Remove(ended
                .OrderBy(alert => alert.EndsAt)
                .ThenBy(alert => alert.Fingerprint, StringComparer.Ordinal)
                .First());
        }
    }

    private static int ByFingerprint(Alert left, Alert right) =>
        string.CompareOrdinal(left.Fingerprint, right.Fingerprint);
}
