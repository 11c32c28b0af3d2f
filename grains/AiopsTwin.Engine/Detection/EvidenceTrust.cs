namespace AiopsTwin.Engine.Detection;

/// <summary>How much an entity's own samples count, by how good its telemetry is (docs/methods/quality.md).</summary>
public static class EvidenceTrust
{
    /// <summary>From this score on, evidence counts in full: with one sample in ten missing, a mean of the rest is 5 %
    /// less certain, which is less than any weight was ever known by.</summary>
    public const double Enough = 0.9;

    /// <summary>Evidence never counts less than this: poor telemetry is better than none.</summary>
    public const double Least = 0.25;

    /// <summary>The factor of an entity's evidence.</summary>
    /// <param name="quality">Score of its telemetry before the incident, in [0, 1].</param>
    public static double Of(double quality) => Math.Clamp(quality / Enough, Least, 1);
}
