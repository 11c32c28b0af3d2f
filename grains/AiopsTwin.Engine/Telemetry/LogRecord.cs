using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>One line somebody logged, in OpenTelemetry's words.</summary>
/// <param name="Entity">Who logged it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Severity">How serious it says it is.</param>
/// <param name="Body">The message as written; may be empty.</param>
/// <param name="TraceId">The trace it belongs to; null when not said.</param>
/// <param name="SpanId">The span it was written in; null when not said.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.LogRecord")]
public sealed record LogRecord(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] LogSeverity Severity,
    [property: Id(3)] string Body,
    [property: Id(4)] string? TraceId,
    [property: Id(5)] string? SpanId);
