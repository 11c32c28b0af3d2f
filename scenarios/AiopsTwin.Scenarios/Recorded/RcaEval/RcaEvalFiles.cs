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

    /// <summary>Columns of spans and lines that name a service.</summary>
    public static readonly string[] Writers = ["serviceName", "container_name", "service_name", "container"];

    /// <summary>Columns of spans and lines in which a service may be named.</summary>
    public static readonly string[] Texts = ["operationName", "methodName", "message", "log", "error"];

    /// <summary>Files of spans and of lines of a case, those that are there.</summary>
    public static IEnumerable<string> EventsOf(string folder) =>
        new[] { Of(folder, Spans), Of(folder, Lines) }.OfType<string>();

    /// <summary>The service a column of metrics is of: its name up to the first underscore, as names of services have
    /// none there. Null when it is of none.</summary>
    public static string? ServiceOf(string column)
    {
        var at = column.IndexOf('_', StringComparison.Ordinal);
        return at > 0 && at < column.Length - 1 ? column[..at] : null;
    }

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

        var columns = table.Header.Select((name, place) => (Name: name, Place: place, Service: ServiceOf(name)))
            .Where(one => one.Place != time && one.Service is not null)
            .Select(one => (one.Place, Entity: EntityNames.Of(EntityKind.Service, one.Service!),
                Name: one.Name[(one.Service!.Length + 1)..])).Where(column => column.Entity is not null).ToList();
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
