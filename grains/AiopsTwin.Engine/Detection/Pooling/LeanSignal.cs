using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection.Pooling;

/// <summary>What leans at an entity, told to those who may have to do with it. Nothing is told by an entity at which
/// nothing leans; when that begins, it is told once.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="At">Its newest sample.</param>
/// <param name="ValidFor">How long it holds from when it is heard, when nothing newer comes.</param>
/// <param name="Terms">What leans, by family: latency, errors, requests that stay away; empty when nothing leans any
/// more.</param>
/// <param name="IsAlerting">True while an alert of the entity fires that rests on its own telemetry alone.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.LeanSignal")]
public sealed record LeanSignal(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] TimeSpan ValidFor,
    [property: Id(3)] ImmutableArray<LeanTerm> Terms,
    [property: Id(4)] bool IsAlerting);
