namespace AiopsTwin.Engine.Detection;

/// <summary>What one sample brought. Filled where the caller keeps it: every sample passes here, and a copy of so much
/// takes longer than most of what is computed.</summary>
internal struct SampleVerdict
{
    /// <summary>Whether it was used.</summary>
    public SampleOutcome Outcome;

    /// <summary>What it did to the series' episode.</summary>
    public EpisodeChange Change;

    /// <summary>True when the series' alert had expired before the sample came.</summary>
    public bool HasExpired;

    /// <summary>True when the series is not itself anomalous.</summary>
    public bool IsCalm;

    /// <summary>True when a scheduled burst was found missing, or came after all.</summary>
    public bool HasBurstNews;

    /// <summary>The calibrated score, sign kept; 0 where the sample was not judged.</summary>
    public double Score;

    /// <summary>How rarely the series was so far from its usual place: logarithm to base 10 of the number of samples
    /// among which one is; 0 where the sample was not judged.</summary>
    public double Rarity;

    /// <summary>What the entity's work says of the sample.</summary>
    public WorkVerdict Work;

    /// <summary>What siblings must hear; null most of the time.</summary>
    public PendingSignal? Signal;
}
