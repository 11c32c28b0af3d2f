using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>A metric whose leaning counts in a pool.</summary>
/// <param name="Entity">Whose it is.</param>
/// <param name="Term">What leans.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PooledMember")]
public readonly record struct PooledMember([property: Id(0)] EntityId Entity, [property: Id(1)] LeanTerm Term);
