using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>What an entity and its callers say together of a fault of that entity.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="At">Its newest sample.</param>
/// <param name="Score">How unlikely all of it is by chance, as a normal deviate, at least 0; 0 where only one metric
/// leans.</param>
/// <param name="Members">The metrics counted, its own first, then callers', the strongest first; at most
/// <see cref="EvidencePool.MostMembers"/>.</param>
/// <param name="IsLeading">True when none that it calls, that calls it, or that its callers call explains more.</param>
/// <param name="IsSaid">True when it or one of those alerts already.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PooledReading")]
public sealed record PooledReading(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] double Score,
    [property: Id(3)] ImmutableArray<PooledMember> Members,
    [property: Id(4)] bool IsLeading,
    [property: Id(5)] bool IsSaid);
