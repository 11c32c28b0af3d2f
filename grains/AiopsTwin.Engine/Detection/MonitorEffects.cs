using System.Collections.Immutable;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>What an entity's monitor concluded from one call.</summary>
/// <param name="Changed">Alerts raised, worsened or ended, in order of fingerprint; empty most of the time.</param>
/// <param name="Vitals">The entity's numbers after the call.</param>
/// <param name="Accepted">Samples that were used.</param>
/// <param name="Duplicates">Samples dropped because their instant was already observed.</param>
/// <param name="Late">Samples dropped because they came after the lateness bound.</param>
/// <param name="SilentAfter">If nothing is heard until then, the entity must be asked to <c>Advance</c>: its silence
/// is a signal. Null while the interval is not learned.</param>
/// <param name="Signals">What siblings must hear, by metric then instant; empty outside a sibling group.</param>
/// <param name="Invalid">Samples dropped because their value was not finite or a counter's step made no sense.</param>
/// <param name="Refused">Samples dropped because the entity has as many series as it may have.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.MonitorEffects")]
public sealed record MonitorEffects(
    [property: Id(0)] ImmutableArray<Alert> Changed,
    [property: Id(1)] EntityVitals Vitals,
    [property: Id(2)] int Accepted,
    [property: Id(3)] int Duplicates,
    [property: Id(4)] int Late,
    [property: Id(5)] DateTimeOffset? SilentAfter,
    [property: Id(6)] ImmutableArray<SiblingSignal> Signals,
    [property: Id(7)] int Invalid,
    [property: Id(8)] int Refused)
{
    /// <summary>Samples that should have come before these and did not.</summary>
    [Id(9)]
    public int Missed { get; init; }

    /// <summary>What leans at the entity, for those that it may have to do with; null when nothing does and nothing
    /// did.</summary>
    [Id(10)]
    public LeanSignal? Lean { get; init; }
}
