using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>One timed piece of work on behalf of a request, in OpenTelemetry's words.</summary>
/// <param name="TraceId">The request it belongs to.</param>
/// <param name="SpanId">Its own id, unique within the trace.</param>
/// <param name="ParentSpanId">The span that caused it; null for the first span of a trace.</param>
/// <param name="Entity">Who did the work.</param>
/// <param name="Operation">What was done: a route, a method, a statement; without ids, or with few of
/// them.</param>
/// <param name="Start">When it began, UTC, by its entity's own clock.</param>
/// <param name="Duration">How long it took, not negative.</param>
/// <param name="IsError">True when the work failed.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Span")]
public sealed record Span(
    [property: Id(0)] string TraceId,
    [property: Id(1)] string SpanId,
    [property: Id(2)] string? ParentSpanId,
    [property: Id(3)] EntityId Entity,
    [property: Id(4)] string Operation,
    [property: Id(5)] DateTimeOffset Start,
    [property: Id(6)] TimeSpan Duration,
    [property: Id(7)] bool IsError)
{
    /// <summary>Which side of a call it stands for; most is told without it.</summary>
    [Id(8)]
    public SpanKind Kind { get; init; }

    /// <summary>Who was called, where the caller says so: what a failed call tells of a callee that says nothing
    /// itself.</summary>
    [Id(9)]
    public EntityId? Peer { get; init; }
}
