using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>What the world of a timeline carried from its beginning up to a moment, without the noise of counting. Two
/// readings of one moment are what timelines are compared by.</summary>
/// <param name="Timeline">Name of the timeline.</param>
/// <param name="At">Offset of the last report at or before the moment.</param>
/// <param name="Entities">Every entity that works, sorted by id.</param>
/// <param name="Calls">Every dependency that carries calls, sorted by (caller, callee); a detour is one of
/// them.</param>
/// <param name="Hashes">Hashes of the world's state up to the moment, oldest first.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.TimelineReading")]
public sealed record TimelineReading(
    [property: Id(0)] string Timeline,
    [property: Id(1)] TimeSpan At,
    [property: Id(2)] ImmutableArray<EntityTotals> Entities,
    [property: Id(3)] ImmutableArray<CallTotals> Calls,
    [property: Id(4)] ImmutableArray<TimelineHash> Hashes);

/// <summary>What an entity was asked and how it answered, since the beginning.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="IsEntry">True when work from outside arrives here: what fails here is lost to a user.</param>
/// <param name="Arrived">Requests.</param>
/// <param name="Failed">Requests that failed.</param>
/// <param name="Seconds">Their response times, summed.</param>
/// <param name="SquareSeconds">Squares of their response times, summed.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.EntityTotals")]
public readonly record struct EntityTotals(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] bool IsEntry,
    [property: Id(2)] double Arrived,
    [property: Id(3)] double Failed,
    [property: Id(4)] double Seconds,
    [property: Id(5)] double SquareSeconds);

/// <summary>What a dependency carried since the beginning.</summary>
/// <param name="Caller">Who calls; for messages, the queue.</param>
/// <param name="Callee">Who is called; for messages, the consumer.</param>
/// <param name="Carried">Calls that reached the callee.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.CallTotals")]
public readonly record struct CallTotals(
    [property: Id(0)] EntityId Caller, [property: Id(1)] EntityId Callee, [property: Id(2)] double Carried);
