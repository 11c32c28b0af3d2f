using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Perturbed;

namespace AiopsTwin.Scenarios.Recorded.Nezha;

/// <summary>Reads the spans and log lines that were collected in one minute. A file's name says when they were
/// collected; what they tell of lies up to a minute or two before that, so only their own instants count.</summary>
internal sealed class NezhaMinute(RecordingLimits limits, Perturbation perturbation)
{
    private const int SpanColumns = 8;
    private const int LogColumns = 8;
    private const string NoParent = "root";

    private readonly Dictionary<string, EntityId> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Rows that could not be understood.</summary>
    public long BadRows { get; private set; }

    /// <summary>The visits of a minute.</summary>
    /// <param name="traces">File of spans.</param>
    /// <param name="logs">File of log lines; null when none were collected.</param>
    /// <param name="builder">Names log lines.</param>
    public ImmutableArray<Visit> Read(string traces, string? logs, VisitBuilder builder) =>
        builder.Build(
            perturbation.Told(Spans(traces)), logs is null ? [] : perturbation.Told(Lines(logs)));

    /// <summary>TraceID, SpanID, ParentID, PodName, OperationName, StartTimeUnixNano, EndTimeUnixNano, Duration; the
    /// operation may contain unquoted commas.</summary>
    private IEnumerable<Span> Spans(string path)
    {
        using var reader = PackedFile.Open(path);
        foreach (var row in CsvRows.Read(reader, limits.MaxEvents).Skip(1))
        {
            if (row.Count < SpanColumns
                || !TryNanoseconds(row[^3], out var start) || !TryNanoseconds(row[^2], out var end)
                || row[3].Length == 0 || end < start)
            {
                BadRows++;
                continue;
            }

            var operation = row.Count == SpanColumns ? row[4] : string.Join(',', row.Skip(4).SkipLast(3));
            yield return new Span(
                row[0], row[1], row[2] == NoParent || row[2].Length == 0 ? null : row[2], ServiceOf(row[3]),
                Shared(operation), start, end - start, false);
        }
    }

    /// <summary>Timestamp, TimeUnixNano, Node, PodName, Container, TraceID, SpanID, Log.</summary>
    private IEnumerable<LogRecord> Lines(string path)
    {
        using var reader = PackedFile.Open(path);
        foreach (var row in CsvRows.Read(reader, limits.MaxEvents).Skip(1))
        {
            if (row.Count != LogColumns || !TryNanoseconds(row[1], out var at) || row[3].Length == 0)
            {
                BadRows++;
                continue;
            }

            var (body, severity) = Unwrapped(row[7]);
            yield return new LogRecord(ServiceOf(row[3]), at, severity, body, row[5], row[6]);
        }
    }

    /// <summary>The line inside the collector's wrapping, and inside that the message of a logger that writes
    /// JSON.</summary>
    private static (string Body, LogSeverity Severity) Unwrapped(string text)
    {
        var body = Member(text, "log") ?? text;
        var severity = Member(body, "severity") ?? Member(body, "level");
        var message = Member(body, "message") ?? body;
        return (WithoutIds(message), severity is not null && Enum.TryParse<LogSeverity>(severity, true, out var said)
            ? said
            : LogText.SeverityIn(message));
    }

    /// <summary>The ids that the instrumentation wrote into the line are not part of what it says.</summary>
    private static string WithoutIds(string message)
    {
        var at = message.IndexOf("SpanID: ", StringComparison.Ordinal);
        if (at < 0)
        {
            return message;
        }

        var from = message.IndexOf("TraceID: ", StringComparison.Ordinal) is >= 0 and var trace && trace < at
            ? trace : at;
        var end = message.IndexOf(' ', Math.Min(message.Length, at + "SpanID: ".Length));
        return end < 0 ? message[..from] : string.Concat(message.AsSpan(0, from), message.AsSpan(end + 1));
    }

    private static string? Member(string text, string name)
    {
        if (!text.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryNanoseconds(string text, out DateTimeOffset at)
    {
        at = default;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds))
        {
            return false;
        }

        at = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
        return true;
    }

    private EntityId ServiceOf(string pod)
    {
        if (!_services.TryGetValue(pod, out var service))
        {
            service = PodName.ServiceOf(pod);
            _services[pod] = service;
        }

        return service;
    }

    private string Shared(string name)
    {
        if (!_names.TryGetValue(name, out var kept))
        {
            kept = name;
            _names[name] = name;
        }

        return kept;
    }
}
