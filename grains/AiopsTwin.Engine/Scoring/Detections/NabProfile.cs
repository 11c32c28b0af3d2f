namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>What the Numenta Anomaly Benchmark holds an alarm, and its lack, to be worth (Lavin and Ahmad, "Evaluating
/// Real-time Anomaly Detection Algorithms", ICMLA 2015; weights of the published configuration).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Found">Worth of a window found at its start.</param>
/// <param name="FalseAlarm">Cost of an alarm far from any window.</param>
/// <param name="Missed">Cost of a window that is not found.</param>
public sealed record NabProfile(string Name, double Found, double FalseAlarm, double Missed)
{
    /// <summary>The profile scores are usually quoted for.</summary>
    public static NabProfile Standard { get; } = new("standard", 1, 0.11, 1);

    /// <summary>False alarms cost twice as much.</summary>
    public static NabProfile LowFalseAlarms { get; } = new("low_fp", 1, 0.22, 1);

    /// <summary>Missed windows cost twice as much.</summary>
    public static NabProfile LowMisses { get; } = new("low_fn", 1, 0.11, 2);
}
