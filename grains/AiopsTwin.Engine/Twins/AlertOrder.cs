using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>The order in which alerts of one step reach the brain, whichever driver collected them.</summary>
public static class AlertOrder
{
    /// <summary>The instant an alert record speaks of: its end when it has ended, else when it was raised.</summary>
    public static DateTimeOffset InstantOf(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert.EndsAt ?? alert.RaisedAt;
    }

    /// <summary>Sorts alert records by instant, then fingerprint (ordinal).</summary>
    public static IOrderedEnumerable<Alert> Sorted(IEnumerable<Alert> alerts) =>
        alerts.OrderBy(InstantOf).ThenBy(alert => alert.Fingerprint, StringComparer.Ordinal);
}
