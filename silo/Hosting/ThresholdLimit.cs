using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Hosting;

/// <summary>One fixed limit as configured.</summary>
public sealed class ThresholdLimit
{
    /// <summary>Name of the metric, or a pattern with <c>*</c>.</summary>
    public string Metric { get; set; } = "";

    /// <summary>Kind of entity it is for; null for every kind.</summary>
    public EntityKind? Kind { get; set; }

    /// <summary>Limit above which a value is bad; null for none.</summary>
    public double? Above { get; set; }

    /// <summary>Limit below which a value is bad; null for none.</summary>
    public double? Below { get; set; }

    /// <summary>How long values must be bad without a break.</summary>
    public TimeSpan For { get; set; }

    /// <summary>How bad it is.</summary>
    public AlertSeverity Severity { get; set; } = AlertSeverity.Warning;
}
