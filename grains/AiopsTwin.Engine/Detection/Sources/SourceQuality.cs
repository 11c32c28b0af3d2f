using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>How good the telemetry of one source is.</summary>
/// <param name="Source">Who sends: a connector instance, a recording, a simulated world.</param>
/// <param name="Score">1 for faultless, 0 for worthless.</param>
/// <param name="LastAt">Instant of its newest sample.</param>
/// <param name="Samples">Samples it sent of late, fading with the tally's memory; what the shares are of.</param>
/// <param name="Reasons">What is wrong, worst first; empty when nothing is.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SourceQuality")]
public sealed record SourceQuality(
    [property: Id(0)] string Source,
    [property: Id(1)] double Score,
    [property: Id(2)] DateTimeOffset LastAt,
    [property: Id(3)] double Samples,
    [property: Id(4)] ImmutableArray<QualityReason> Reasons);
