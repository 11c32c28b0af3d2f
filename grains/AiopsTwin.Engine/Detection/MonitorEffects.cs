using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>What an entity's monitor concluded from one call.</summary>
/// <param name="Changed">Alerts raised, worsened or ended, in order of fingerprint; empty most of the time.</param>
/// <param name="Vitals">The entity's numbers after the call.</param>
/// <param name="Accepted">Samples that were used.</param>
/// <param name="Duplicates">Samples dropped because their instant was already observed.</param>
/// <param name="Late">Samples dropped because they came after the lateness bound.</param>
/// <param name="SilentAfter">If nothing is heard until then, the entity must be asked to <c>Advance</c>: its silence is a
/// signal. Null while the interval is not learned.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.MonitorEffects")]
public sealed record MonitorEffects(
    [property: Id(0)] ImmutableArray<Alert> Changed,
    [property: Id(1)] EntityVitals Vitals,
    [property: Id(2)] int Accepted,
    [property: Id(3)] int Duplicates,
    [property: Id(4)] int Late,
    [property: Id(5)] DateTimeOffset? SilentAfter);
