using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Api;

/// <summary>Body of <c>POST /twins/{twin}/spans</c>.</summary>
/// <param name="Spans">Of any entities and traces, in any order.</param>
internal sealed record SpansBody(ImmutableArray<SpanBody> Spans);

/// <summary>One timed piece of work, in OpenTelemetry's words.</summary>
/// <param name="TraceId">The request it belongs to.</param>
/// <param name="SpanId">Its own id, unique within the trace.</param>
/// <param name="ParentSpanId">The span that caused it; absent for the first of a trace.</param>
/// <param name="Entity">Who did the work.</param>
/// <param name="Name">What was done: a route, a method, a statement.</param>
/// <param name="Kind">Which side of a call it stands for; may be absent.</param>
/// <param name="StartsAt">When it began.</param>
/// <param name="EndsAt">When it ended; at most a day later.</param>
/// <param name="Status">How it went; <c>unset</c> when absent.</param>
/// <param name="Peer">Who was called, for the span of a call; may be absent.</param>
internal sealed record SpanBody(
    string? TraceId,
    string? SpanId,
    string? ParentSpanId,
    EntityId Entity,
    string? Name,
    SpanKind? Kind,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    SpanStatus? Status,
    EntityId? Peer);

/// <summary>How a span went.</summary>
internal enum SpanStatus
{
    /// <summary>Not said: taken for well.</summary>
    Unset,

    /// <summary>Well.</summary>
    Ok,

    /// <summary>It failed.</summary>
    Error,
}

/// <summary>Body of <c>POST /twins/{twin}/logs</c>.</summary>
/// <param name="Lines">Of any entities, in any order.</param>
internal sealed record LogsBody(ImmutableArray<LineBody> Lines);

/// <summary>One log line.</summary>
/// <param name="Entity">Who logged it.</param>
/// <param name="At">When.</param>
/// <param name="Severity">How serious it says it is; read from the body when absent.</param>
/// <param name="Body">The message; at most 32 768 characters, of which the first 512 are looked at.</param>
/// <param name="TraceId">The trace it belongs to; may be absent.</param>
/// <param name="SpanId">The span it was written in; may be absent.</param>
internal sealed record LineBody(
    EntityId Entity, DateTimeOffset? At, LogSeverity? Severity, string? Body, string? TraceId, string? SpanId);

/// <summary>What became of spans or lines handed in.</summary>
/// <param name="Accepted">Taken; they count once their trace is complete.</param>
/// <param name="Duplicates">Dropped: known already.</param>
/// <param name="Late">Dropped: their trace was closed before they came.</param>
/// <param name="Refused">Dropped: too many wait, or too many of one trace.</param>
/// <param name="Unresolved">Those among them whose entity the topology does not have: they tell only who called
/// whom.</param>
/// <param name="Unknown">Such entities, at most 20.</param>
internal sealed record SignalsAnswer(
    int Accepted, int Duplicates, int Late, int Refused, int Unresolved, ImmutableArray<EntityId> Unknown);
