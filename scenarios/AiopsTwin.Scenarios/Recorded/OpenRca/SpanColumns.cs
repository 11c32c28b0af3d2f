using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Scenarios.Recorded.OpenRca;

/// <summary>Where a table of spans holds what, in any of the benchmark's systems.</summary>
internal sealed record SpanColumns(
    int Trace, int Span, int Parent, int Who, int Start)
{
    /// <summary>The column in which a span names the store it asked.</summary>
    public const string StoreColumn = "dsName";

    private const int FirstFailure = 400;
    private const int FirstHttp = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private int Duration { get; init; }

    private int Operation { get; init; }

    private int Success { get; init; }

    private int Status { get; init; }

    private int Store { get; init; }

    // The system whose spans name operations counts microseconds, the others milliseconds: seen from its published
    // example, in which an order of 50 000 would take a minute.
    private bool IsMicroseconds { get; init; }

    /// <summary>True when all that a span needs has a column.</summary>
    public bool AreComplete => Math.Min(
        Math.Min(Trace, Span), Math.Min(Who, Math.Min(Start, Duration))) >= 0;

    /// <summary>Looks for the columns.</summary>
    public static SpanColumns Of(RecordedTable table) => new(
        table.Need("trace_id", "traceId"), table.Need("span_id", "id"), table.Need("parent_span", "parent_id", "pid"),
        table.Need("cmdb_id"), table.Need("timestamp", "startTime"))
    {
        Duration = table.Need("duration", "elapsedTime"),
        Operation = table.Find("operation_name", "serviceName"),
        Success = table.Find("success"),
        Status = table.Find("status_code"),
        Store = table.Find(StoreColumn),
        IsMicroseconds = table.Find("operation_name") >= 0,
    };

    /// <summary>The span of the row just read; null when it lacks something.</summary>
    public Span? Read(RecordedTable table, OpenRcaNames names, SharedNames shared)
    {
        if (!NumberText.TryInstant(table.Cell(Start), out var at)
            || !NumberText.TryValue(table.Cell(Duration), out var duration) || duration < 0
            || names.Of(table.Cell(Who)).Entity is not { } entity || table.Cell(Trace).Length == 0)
        {
            return null;
        }

        var seconds = Math.Min(duration / (IsMicroseconds ? 1e6 : 1e3), Longest.TotalSeconds);
        var parent = table.Cell(Parent);
        return new Span(
            shared.Of(table.Cell(Trace)), table.Cell(Span), parent is "" or "None" ? null : parent,
            entity, shared.Of(table.Cell(Operation)), at, TimeSpan.FromSeconds(seconds),
            IsFailure(table))
        {
            Peer = table.Cell(Store) is { Length: > 0 } store ? names.Of(store).Entity : null,
        };
    }

    private bool IsFailure(RecordedTable table) => Success >= 0
        ? bool.TryParse(table.Cell(Success), out var isGood) && !isGood
        : NumberText.TryValue(table.Cell(Status), out var code) && code is >= FirstFailure or (> 0 and < FirstHttp);
}
