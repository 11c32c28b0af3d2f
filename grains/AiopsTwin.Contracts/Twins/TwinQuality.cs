using System.Collections.Immutable;
using AiopsTwin.Engine.Detection.Sources;

namespace AiopsTwin.Contracts.Twins;

/// <summary>How good the telemetry of a twin is.</summary>
/// <param name="Judged">Entities whose telemetry has a score.</param>
/// <param name="Poor">Of those, how many score below 0.9: from there on their evidence counts less.</param>
/// <param name="Mean">Mean score; null when none is judged.</param>
/// <param name="Sources">Its sources, by name, over all entities.</param>
/// <param name="Entities">The entities whose telemetry is worst, worst first, without the faultless.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TwinQuality")]
public sealed record TwinQuality(
    [property: Id(0)] int Judged,
    [property: Id(1)] int Poor,
    [property: Id(2)] double? Mean,
    [property: Id(3)] ImmutableArray<SourceQuality> Sources,
    [property: Id(4)] ImmutableArray<TelemetryQuality> Entities);
