using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>A condition that an alerting rule knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Severity">How bad it says it is.</param>
internal sealed record Claim(string Name, AlertSeverity Severity = AlertSeverity.Critical)
{
    /// <summary>What is said of a machine nobody reaches.</summary>
    public static IReadOnlyList<Claim> OfMachine { get; } =
    [
        new("InstanceDown"), new("ProbeFailed"), new("ExporterMissing", AlertSeverity.Warning),
        new("PacketLoss", AlertSeverity.Warning),
    ];

    public static Claim SwitchDown { get; } = new("SwitchDown");

    public static Claim HostDown { get; } = new("HostDown");

    public static Claim DatabaseDown { get; } = new("DatabaseDown");

    public static Claim Errors { get; } = new("HighErrorRate");

    public static Claim Slow { get; } = new("HighLatency", AlertSeverity.Warning);
}
