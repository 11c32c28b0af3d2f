namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>How a generated volume grows.</summary>
public enum GrowthShape
{
    /// <summary>The same amount every day, on average.</summary>
    Linear,

    /// <summary>In proportion to its size.</summary>
    Exponential,

    /// <summary>Fast first, then slower towards a ceiling of its own.</summary>
    Logistic,

    /// <summary>As a power of its age, between the square root and the square.</summary>
    Power,

    /// <summary>Linear, with a growth that changes on one or two days.</summary>
    SlopeChange,

    /// <summary>Slow, with large loads on irregular days.</summary>
    Jumps,

    /// <summary>Linear, with a part removed about every month.</summary>
    CleanUp,

    /// <summary>Linear, with a course of the week.</summary>
    WeeklySeason,
}
