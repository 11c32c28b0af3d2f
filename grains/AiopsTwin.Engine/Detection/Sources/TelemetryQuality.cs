using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>How good the telemetry of one entity is: a score with its reasons (docs/methods/quality.md).</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Score">1 for faultless, 0 for worthless: the product of what each flaw leaves.</param>
/// <param name="Reasons">What is wrong, worst first; empty when nothing is.</param>
/// <param name="Sources">Its sources, by name; at most <see cref="SourceTallies.MaxSources"/>.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TelemetryQuality")]
public sealed record TelemetryQuality(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] double Score,
    [property: Id(2)] ImmutableArray<QualityReason> Reasons,
    [property: Id(3)] ImmutableArray<SourceQuality> Sources);
