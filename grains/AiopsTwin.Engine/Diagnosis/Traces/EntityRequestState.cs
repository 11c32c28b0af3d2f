using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>What an entity knows of its requests, as it is stored.</summary>
/// <param name="Entity">Whose requests.</param>
/// <param name="Windows">Quarters of an hour, then minutes, each oldest first.</param>
/// <param name="Templates">Templates of its lines, in the order in which they were founded.</param>
/// <param name="Tally">What it counted so far.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.EntityRequestState")]
public sealed record EntityRequestState(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] ImmutableArray<RequestWindowRecord> Windows,
    [property: Id(2)] ImmutableArray<string> Templates,
    [property: Id(3)] RequestTally Tally);

/// <summary>What an entity counted of requests since it was first heard of.</summary>
/// <param name="Visits">Requests that came to it.</param>
/// <param name="Orphans">Those of them whose caller is not known because its span never came.</param>
/// <param name="Lines">Log lines outside of requests.</param>
/// <param name="Late">Requests and lines of minutes that are over.</param>
/// <param name="Future">Requests and lines stamped more than a minute ahead of the twin's clock.</param>
/// <param name="Dropped">Operations and events beyond a limit, in the windows kept.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RequestTally")]
public readonly record struct RequestTally(
    [property: Id(0)] long Visits,
    [property: Id(1)] long Orphans,
    [property: Id(2)] long Lines,
    [property: Id(3)] long Late,
    [property: Id(4)] long Future,
    [property: Id(5)] long Dropped);
