namespace AiopsTwin.Engine.Detection;

/// <summary>What the entity knows beside a sample.</summary>
/// <param name="HasSiblings">True when the entity belongs to a sibling group that compares the metric.</param>
/// <param name="Grain">Smallest step the value can make, in its unit: of a share of requests, one request; 0 when
/// unknown.</param>
/// <param name="Work">What the entity's work says of it.</param>
internal readonly record struct SampleContext(bool HasSiblings, double Grain, WorkVerdict Work = default)
{
    /// <summary>True while an alert pooled with others says that the metric deviates.</summary>
    public bool IsPooled { get; init; }
}
