namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>What became of the samples of one batch.</summary>
/// <param name="Used">Used.</param>
/// <param name="Duplicates">Dropped: the instant was observed already.</param>
/// <param name="Late">Dropped: too late.</param>
/// <param name="Invalid">Dropped: no number, or a counter's step without sense.</param>
/// <param name="Refused">Dropped: the entity has as many series as it may have.</param>
/// <param name="Missed">Samples that should have come before these and did not.</param>
public readonly record struct SampleCounts(
    int Used, int Duplicates, int Late, int Invalid, int Refused, int Missed)
{
    /// <summary>Samples sent.</summary>
    public int Sent => Used + Duplicates + Late + Invalid + Refused;

    /// <summary>The counts of what a monitor concluded from one batch.</summary>
    public static SampleCounts Of(MonitorEffects effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        return new SampleCounts(
            effects.Accepted, effects.Duplicates, effects.Late, effects.Invalid, effects.Refused, effects.Missed);
    }
}
