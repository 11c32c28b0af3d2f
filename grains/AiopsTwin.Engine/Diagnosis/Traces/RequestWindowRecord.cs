using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>What happened to an entity's requests in one window, as it is stored.</summary>
/// <param name="Place">Which window: its start in units of its length since the beginning of time.</param>
/// <param name="IsQuarter">True for a quarter of an hour, false for a minute.</param>
/// <param name="Visits">Visits counted.</param>
/// <param name="Dropped">Operations and events beyond a limit.</param>
/// <param name="HasLogs">True when any visit had a log line.</param>
/// <param name="Operations">By name.</param>
/// <param name="Edges">By caller.</param>
/// <param name="Lines">Lines outside of requests, by template.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RequestWindowRecord")]
public sealed record RequestWindowRecord(
    [property: Id(0)] long Place,
    [property: Id(1)] bool IsQuarter,
    [property: Id(2)] long Visits,
    [property: Id(3)] long Dropped,
    [property: Id(4)] bool HasLogs,
    [property: Id(5)] ImmutableArray<OperationRecord> Operations,
    [property: Id(6)] ImmutableArray<EdgeRecord> Edges,
    [property: Id(7)] ImmutableArray<EventRecord> Lines);

/// <summary>Requests of one operation, as stored.</summary>
/// <param name="Name">The operation.</param>
/// <param name="Requests">How many.</param>
/// <param name="Events">What happened in how many of them, sorted.</param>
/// <param name="SelfSeconds">How long it worked itself.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.OperationRecord")]
public sealed record OperationRecord(
    [property: Id(0)] string Name,
    [property: Id(1)] int Requests,
    [property: Id(2)] ImmutableArray<EventRecord> Events,
    [property: Id(3)] SampleRecord SelfSeconds);

/// <summary>Requests from one caller, as stored.</summary>
/// <param name="Caller">Who called.</param>
/// <param name="Requests">How many.</param>
/// <param name="GapSeconds">How much longer it waited than the callee worked.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.EdgeRecord")]
public sealed record EdgeRecord(
    [property: Id(0)] EntityId Caller,
    [property: Id(1)] int Requests,
    [property: Id(2)] SampleRecord GapSeconds);

/// <summary>How often something happened, as stored.</summary>
/// <param name="Event">What.</param>
/// <param name="Count">How often.</param>
/// <param name="ExampleKey">Key of the example.</param>
/// <param name="ExampleTraceId">A trace that shows it; null when none is kept.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.EventRecord")]
public readonly record struct EventRecord(
    [property: Id(0)] VisitEvent Event,
    [property: Id(1)] int Count,
    [property: Id(2)] ulong ExampleKey,
    [property: Id(3)] string? ExampleTraceId);

/// <summary>A bounded sample of durations, as stored.</summary>
/// <param name="Seen">Durations seen.</param>
/// <param name="Keys">Keys of those kept, ascending.</param>
/// <param name="Values">Those kept, in seconds, in the order of their keys.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SampleRecord")]
public sealed record SampleRecord(
    [property: Id(0)] int Seen,
    [property: Id(1)] ImmutableArray<ulong> Keys,
    [property: Id(2)] ImmutableArray<double> Values);
