using AiopsTwin.Engine.Topology;
using Orleans;

namespace AiopsTwin.Engine.Propagation;

/// <summary>How much of an impairment, or of a suspicion, one kind of link carries, and how fast.</summary>
/// <param name="Kind">The kind of link.</param>
/// <param name="Expectation">Share of the dependency's impairment that its dependent is expected to feel at coupling 1,
/// in [0, 1].</param>
/// <param name="Suspicion">Share of the dependent's suspicion that falls on the dependency at coupling 1, in [0,
/// 1].</param>
/// <param name="DelaySeconds">Typical time until the dependent feels it, in seconds, at least 0.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.LinkRule")]
public readonly record struct LinkRule(
    [property: Id(0)] DependencyKind Kind,
    [property: Id(1)] double Expectation,
    [property: Id(2)] double Suspicion,
    [property: Id(3)] double DelaySeconds);
