namespace AiopsTwin.Engine.Scoring.Detections.Peers;

/// <summary>Plain published methods that are measured beside the twin.</summary>
public static class DetectionPeers
{
    /// <summary>Their names, in the order of <see cref="Create"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ewma z", "slot z", "promql adaptive", "static limits"];

    /// <summary>What is not scored of labelled series is there to be looked at.</summary>
    private static readonly TimeSpan Looking = TimeSpan.FromDays(3);

    /// <summary>A new one for one series.</summary>
    /// <param name="peer">Its place among the names.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such peer.</exception>
    public static ISampleScorer Create(int peer) => peer switch
    {
        0 => new EwmaDeviation(),
        1 => new SlotDeviation(),
        2 => new AdaptiveBand(),
        3 => new StaticLimits(Looking),
        _ => throw new ArgumentOutOfRangeException(nameof(peer)),
    };
}
