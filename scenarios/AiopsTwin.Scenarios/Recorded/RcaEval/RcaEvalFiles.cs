using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.RcaEval;

/// <summary>
/// Reads the telemetry of one case in the layouts of RCAEval (Pham et al., WWW 2025 companion): a table of metrics
/// whose columns are named <c>SERVICE_METRIC</c>, and in its second and third parts log lines and spans beside it.
/// Nothing is read here of folder names or of what was injected.
/// </summary>
internal static class RcaEvalFiles
{
    private const string Spans = "traces.csv";
    private const string Lines = "logs.csv";

    // From HTTP status 400 on a request failed; below 100 it is a status of gRPC, of which all but 0 are failures.
    private const int FirstFailure = 400;
    private const int FirstHttp = 100;

    // The simple ones first: they hold one column for each sort of metric, the others hundreds of raw ones.
    private static readonly string[] Metrics = ["simple_metrics.csv", "simple_data.csv", "data.csv", "metrics.csv"];

    /// <summary>The file of metrics of a case; null when there is none.</summary>
    public static string? MetricsOf(string folder) => Metrics.Select(name => Of(folder, name)).FirstOrDefault(
        path => path is not null);

    /// <summary>Reads a case; what cannot be read is told and left out.</summary>
    public static RecordedTelemetry Read(string folder, RecordingLimits limits, ProblemList problems)
    {
        var telemetry = new RecordedTelemetry(limits);
        if (MetricsOf(folder) is { } metrics)
        {
            ReadMetrics(metrics, limits, problems, telemetry);
        }
        else
        {
            problems.Add(new Problem(
                folder, 0, 0, "", $"there is none of {string.Join(", ", Metrics)} in the folder"));
        }

        if (Of(folder, Spans) is { } spans)
        {
            ReadSpans(spans, limits, problems, telemetry);
        }

        if (Of(folder, Lines) is { } lines)
        {
            ReadLines(lines, limits, problems, telemetry);
        }

        return telemetry;
    }

    private static string? Of(string folder, string name) => PackedFile.Find(folder, name)
        .FirstOrDefault(path => PackedFile.NameOf(path, name).Length == 0);

    private static void ReadMetrics(
        string path, RecordingLimits limits, ProblemList problems, RecordedTelemetry telemetry)
    {
        using var table = new RecordedTable(path, problems, limits);
        var time = table.Need("time", "timestamp");
        if (time < 0)
        {
            return;
        }

        // Up to the first underscore it is the service: names of services have none there.
        var columns = table.Header
            .Select((name, place) => (name, place, at: name.IndexOf('_', StringComparison.Ordinal)))
            .Where(one => one.place != time && one.at > 0 && one.at < one.name.Length - 1)
            .Select(one => (Place: one.place, Entity: EntityNames.Of(EntityKind.Service, one.name[..one.at]),
                Name: one.name[(one.at + 1)..])).Where(column => column.Entity is not null).ToList();
        while (table.Next())
        {
            if (!NumberText.TryInstant(table.Cell(time), out var at))
            {
                table.Refuse($"'{RecordedTable.Shown(table.Cell(time))}' is not an instant in seconds since 1970");
                continue;
            }

            foreach (var (place, entity, name) in columns)
            {
                if (NumberText.TryValue(table.Cell(place), out var value))
                {
                    telemetry.Measure(entity!.Value, name, at, value);
                }
            }
        }
    }

    private static void ReadSpans(
        string path, RecordingLimits limits, ProblemList problems, RecordedTelemetry telemetry)
    {
        using var table = new RecordedTable(path, problems, limits);
        var (trace, span, service) = (table.Need("traceID"), table.Need("spanID"), table.Need("serviceName"));
        var (start, duration) = (table.Need("startTime", "startTimeMillis"), table.Need("duration"));
        var (parent, status) = (table.Find("parentSpanID"), table.Find("statusCode"));
        var operation = table.Find("operationName", "methodName");
        if (Math.Min(Math.Min(trace, span), Math.Min(service, Math.Min(start, duration))) < 0)
        {
            return;
        }

        var (texts, names) = (new SharedNames(), new EntityNames());
        while (table.Next())
        {
            if (!NumberText.TryInstant(table.Cell(start), out var at)
                || !NumberText.TryValue(table.Cell(duration), out var microseconds) || microseconds < 0
                || names.Service(table.Cell(service)) is not { } entity || table.Cell(trace).Length == 0)
            {
                table.Refuse("the span has no trace, no service, no start or no duration");
                continue;
            }

            telemetry.Add(new Span(
                texts.Of(table.Cell(trace)), table.Cell(span),
                table.Cell(parent) is { Length: > 0 } caused ? caused : null, entity,
                texts.Of(table.Cell(operation)), at,
                TimeSpan.FromMicroseconds(Math.Min(microseconds, TimeSpan.FromDays(1).TotalMicroseconds)),
                IsFailure(table.Cell(status))));
        }
    }

    private static bool IsFailure(string status) => NumberText.TryValue(status, out var code)
        && code is >= FirstFailure or (> 0 and < FirstHttp);

    private static void ReadLines(
        string path, RecordingLimits limits, ProblemList problems, RecordedTelemetry telemetry)
    {
        using var table = new RecordedTable(path, problems, limits);
        var (time, message) = (table.Need("timestamp", "time"), table.Need("message", "log"));
        var service = table.Need("container_name", "service_name", "container");
        var (error, level) = (table.Find("error"), table.Find("level"));
        if (Math.Min(time, Math.Min(service, message)) < 0)
        {
            return;
        }

        var names = new EntityNames();
        while (table.Next())
        {
            if (!NumberText.TryInstant(table.Cell(time), out var at)
                || names.Service(table.Cell(service)) is not { } entity)
            {
                table.Refuse("the line has no instant or nobody who wrote it");
                continue;
            }

            var body = table.Cell(error).Length == 0
                ? table.Cell(message) : $"{table.Cell(message)} {table.Cell(error)}";
            telemetry.Add(
                entity, at, body,
                Enum.TryParse<LogSeverity>(table.Cell(level), true, out var said) ? said : LogSeverity.Unspecified);
        }
    }
}
