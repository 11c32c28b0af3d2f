using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>Spans and log lines that arrived together: the one form in which every receiver hands them to a twin. They
/// come in any order, those of one trace in any number of parts.</summary>
/// <param name="Spans">Timed pieces of work.</param>
/// <param name="Lines">Log lines, within spans or without.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RequestSignals")]
public sealed record RequestSignals(
    [property: Id(0)] ImmutableArray<Span> Spans,
    [property: Id(1)] ImmutableArray<LogRecord> Lines)
{
    /// <summary>Nothing.</summary>
    public static RequestSignals None { get; } = new([], []);

    /// <summary>True when there is neither a span nor a line.</summary>
    public bool IsEmpty => Spans.IsDefaultOrEmpty && Lines.IsDefaultOrEmpty;
}
