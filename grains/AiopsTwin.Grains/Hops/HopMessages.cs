using System.Collections.Immutable;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Grains.Hops;

/// <summary>A value on its way from one entity grain to another.</summary>
/// <param name="Flood">Key of the flood's coordinator.</param>
/// <param name="Request">The question.</param>
/// <param name="From">Who sends; the origin itself for the message that starts the flood.</param>
/// <param name="Number">Numbers the messages of the sender in this flood.</param>
/// <param name="Kind">Kind of the link; null for the message that starts the flood.</param>
/// <param name="Hop">Within how many hops.</param>
/// <param name="Value">What is carried.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.HopMessage")]
public sealed record HopMessage(
    [property: Id(0)] string Flood,
    [property: Id(1)] FloodRequest Request,
    [property: Id(2)] EntityId From,
    [property: Id(3)] long Number,
    [property: Id(4)] DependencyKind? Kind,
    [property: Id(5)] int Hop,
    [property: Id(6)] double Value);

/// <summary>An entity took a message in and sent others.</summary>
/// <param name="By">Which entity.</param>
/// <param name="From">Sender of the message taken in.</param>
/// <param name="Number">Its number.</param>
/// <param name="FirstSent">Number of the first message sent.</param>
/// <param name="Sent">How many were sent.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.HopReport")]
public sealed record HopReport(
    [property: Id(0)] EntityId By,
    [property: Id(1)] EntityId From,
    [property: Id(2)] long Number,
    [property: Id(3)] long FirstSent,
    [property: Id(4)] int Sent);

/// <summary>What a flood reached, entity by entity.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Strength">Severity or suspicion there.</param>
/// <param name="Hops">Hops in which it was first reached.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.HopReach")]
public readonly record struct HopReach(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] double Strength,
    [property: Id(2)] int Hops);

/// <summary>The answer of a flood that travelled entity by entity.</summary>
/// <param name="Reached">Entities reached, sorted by id.</param>
/// <param name="Messages">Messages it took.</param>
/// <param name="Refusal">Why there is no answer; empty when there is one.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.HopAnswer")]
public sealed record HopAnswer(
    [property: Id(0)] ImmutableArray<HopReach> Reached,
    [property: Id(1)] long Messages,
    [property: Id(2)] string Refusal);
