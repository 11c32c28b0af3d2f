using Orleans;

namespace AiopsTwin.Engine.Detection.Sources;

/// <summary>One reason why telemetry is worth less than it could be.</summary>
/// <param name="Flaw">What is wrong.</param>
/// <param name="Share">What it takes off the score, as a share, in (0, 1].</param>
/// <param name="Sentence">The reason in words with its numbers, for people.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.QualityReason")]
public sealed record QualityReason(
    [property: Id(0)] QualityFlaw Flaw,
    [property: Id(1)] double Share,
    [property: Id(2)] string Sentence);
