namespace AiopsTwin.Engine.Scoring.Detections.Peers;

/// <summary>Plain published methods that are measured beside the twin.</summary>
public static class DetectionPeers
{
    /// <summary>Their names, in the order of <see cref="Create"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ewma z", "slot z", "promql adaptive", "static"];

    /// <summary>A new one for one series.</summary>
    /// <param name="peer">Its place among the names.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such peer.</exception>
    public static ISampleScorer Create(int peer) => peer switch
    {
        0 => new EwmaDeviation(),
        1 => new SlotDeviation(),
        2 => new AdaptiveBand(),
        3 => new FixedLimits(),
        _ => throw new ArgumentOutOfRangeException(nameof(peer)),
    };
}
