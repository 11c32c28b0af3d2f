using Orleans;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>One metric of an entity that leans the bad way: too little for an alert, too much to be nothing.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Score">How far its last ten minutes lean, in calibrated units, above 0.</param>
/// <param name="Ratio">How far it is from its expectation, as a share of it, sign kept; 0 where the expectation is
/// 0.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.LeanTerm")]
public readonly record struct LeanTerm(
    [property: Id(0)] string Metric,
    [property: Id(1)] double Score,
    [property: Id(2)] double Ratio);
