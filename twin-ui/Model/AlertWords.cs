using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Alerts in words.</summary>
public static class AlertWords
{
    /// <summary>How bad, and whether it still holds.</summary>
    public static string State(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return $"{alert.Severity.ToString().ToLowerInvariant()}, {alert.Status.ToString().ToLowerInvariant()}";
    }
}
