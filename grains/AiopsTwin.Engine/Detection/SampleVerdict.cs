namespace AiopsTwin.Engine.Detection;

/// <summary>What one sample brought.</summary>
/// <param name="Outcome">Whether it was used.</param>
/// <param name="HasExpired">True when the series' alert had expired before the sample came.</param>
/// <param name="Change">What it did to the series' episode.</param>
/// <param name="Signal">What siblings must hear; null most of the time.</param>
/// <param name="IsCalm">True when the series is not itself anomalous.</param>
internal readonly record struct SampleVerdict(
    SampleOutcome Outcome, bool HasExpired, EpisodeChange Change, PendingSignal? Signal, bool IsCalm)
{
    /// <summary>The calibrated score, sign kept; 0 where the sample was not judged.</summary>
    public double Score { get; init; }

    /// <summary>What the entity's work says of the sample.</summary>
    public WorkVerdict Work { get; init; }

    /// <summary>True when a scheduled burst was found missing, or came after all.</summary>
    public bool HasBurstNews { get; init; }

    /// <summary>How rarely the series was so far from its usual place: logarithm to base 10 of the number of samples
    /// among which one is; 0 where the sample was not judged.</summary>
    public double Rarity { get; init; }

    /// <summary>A sample that changed nothing.</summary>
    public static SampleVerdict Of(SampleOutcome outcome) => new(outcome, false, EpisodeChange.None, null, false);
}
