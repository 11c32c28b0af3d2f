namespace AiopsTwin.Engine.Scoring.Detections.Simulated;

/// <summary>What is done to a simulated service.</summary>
public enum SimulatedKind
{
    /// <summary>One region loses 4 % of its requests for two hours.</summary>
    RegionalDrop,

    /// <summary>One region's latency is 12 % higher for an hour.</summary>
    Slowdown,

    /// <summary>One region's daily batch does not run.</summary>
    MissedBatch,
}
