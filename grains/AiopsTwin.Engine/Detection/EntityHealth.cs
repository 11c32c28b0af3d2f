namespace AiopsTwin.Engine.Detection;

/// <summary>What an entity's own samples and alerts say of it, worst last.</summary>
public enum EntityHealth
{
    /// <summary>Nothing judged yet: no samples, or every baseline still in warm-up.</summary>
    Unknown,

    /// <summary>Samples arrive and lie within their baselines.</summary>
    Healthy,

    /// <summary>A warning alert fires.</summary>
    Degraded,

    /// <summary>A critical alert fires, or the entity is silent.</summary>
    Critical,
}
