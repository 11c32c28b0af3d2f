using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Silo.Ingest;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Api;

/// <summary>Telling a twin what happened to requests: spans and log lines.</summary>
internal static class SignalEndpoints
{
    private const int MaxId = 64;
    private const int MaxName = 2_000;
    private const int NameKept = 200;
    private const int MaxBody = 32 * 1024;
    private const int BodyKept = 512;

    private static readonly TimeSpan LongestSpan = TimeSpan.FromDays(1);
    private static readonly AccessNeed Sending = new(AccessScope.Ingest);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/twins/{twin}/spans", SpansAsync).Accepts<SpansBody>("application/json")
            .WithMetadata(Sending).Produces<SignalsAnswer>().WithSummary("Hands spans in, of any traces in any order");
        api.MapPost("/twins/{twin}/logs", LogsAsync).Accepts<LogsBody>("application/json")
            .WithMetadata(Sending).Produces<SignalsAnswer>().WithSummary("Hands log lines in, of spans or of none");
    }

    private static Task<IResult> SpansAsync(string twin, IngestGate gate, ITwinGateway gateway, HttpContext context) =>
        ReceiveAsync<SpansBody>(twin, gate, gateway, context, (body, findings) =>
            findings.Items("$.spans", body.Spans.IsDefault, CountOf(body.Spans), MaxItems(context))
                ? new RequestSignals([.. body.Spans.Select((span, i) => SpanOf(span, At("$.spans", i), findings))], [])
                : RequestSignals.None);

    private static Task<IResult> LogsAsync(string twin, IngestGate gate, ITwinGateway gateway, HttpContext context) =>
        ReceiveAsync<LogsBody>(twin, gate, gateway, context, (body, findings) =>
            findings.Items("$.lines", body.Lines.IsDefault, CountOf(body.Lines), MaxItems(context))
                ? new RequestSignals([], [.. body.Lines.Select((line, i) => LineOf(line, At("$.lines", i), findings))])
                : RequestSignals.None);

    private static async Task<IResult> ReceiveAsync<T>(
        string twin, IngestGate gate, ITwinGateway gateway, HttpContext context,
        Func<T, Findings, RequestSignals> read)
        where T : class
    {
        if (FeedEndpoints.Refusal(twin) is { } refusal)
        {
            return refusal;
        }

        using var turn = await gate.EnterAsync(context.RequestAborted);
        if (turn is null)
        {
            context.Response.Headers.RetryAfter = "5";
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "body", "too much is waiting; send it again in 5 s");
        }

        var body = await JsonBody<T>.ReadAsync(context);
        var findings = new Findings();
        var signals = body.Value is null ? RequestSignals.None : read(body.Value, findings);
        if ((body.Refusal ?? findings.Refusal) is { } wrong)
        {
            return wrong;
        }

        var receipt = await gateway.Receive(twin, signals, context.RequestAborted);
        var tally = receipt.Tally;
        return Results.Ok(new SignalsAnswer(
            tally.Spans + tally.Lines, tally.Duplicates, tally.Late, tally.Refused, receipt.Unresolved,
            receipt.Unknown));
    }

    private static Span SpanOf(SpanBody? span, string path, Findings findings)
    {
        var start = findings.Required(path + ".startsAt", span?.StartsAt).ToUniversalTime();
        var end = findings.Required(path + ".endsAt", span?.EndsAt).ToUniversalTime();
        if (span is { StartsAt: not null, EndsAt: not null } && (end < start || end - start > LongestSpan))
        {
            findings.Add(path + ".endsAt", end < start ? "is before startsAt" : "is more than a day after startsAt");
        }

        var name = findings.Text(path + ".name", span?.Name, MaxName);
        return new Span(
            findings.Text(path + ".traceId", span?.TraceId, MaxId),
            findings.Text(path + ".spanId", span?.SpanId, MaxId),
            span?.ParentSpanId is null ? null : findings.Text(path + ".parentSpanId", span.ParentSpanId, MaxId),
            EntityOf(span?.Entity, path, findings),
            name.Length > NameKept ? name[..NameKept] : name,
            start,
            end < start ? TimeSpan.Zero : end - start,
            span?.Status == SpanStatus.Error)
        {
            Kind = span?.Kind ?? SpanKind.Unspecified,
            Peer = span?.Peer,
        };
    }

    private static LogRecord LineOf(LineBody? line, string path, Findings findings)
    {
        var body = line?.Body ?? "";
        if (line?.Body is null)
        {
            findings.Add(path + ".body", "is required");
        }
        else if (body.Length > MaxBody)
        {
            findings.Add(path + ".body", $"has {body.Length} characters; at most {MaxBody} are taken");
        }

        return new LogRecord(
            EntityOf(line?.Entity, path, findings),
            findings.Required(path + ".at", line?.At).ToUniversalTime(),
            line?.Severity ?? LogText.SeverityIn(body),
            body.Length > BodyKept ? body[..BodyKept] : body,
            line?.TraceId is null ? null : findings.Text(path + ".traceId", line.TraceId, MaxId),
            line?.SpanId is null ? null : findings.Text(path + ".spanId", line.SpanId, MaxId));
    }

    private static EntityId EntityOf(EntityId? entity, string path, Findings findings)
    {
        if (entity is null or { IsNone: true })
        {
            findings.Add(path + ".entity", "is required");
        }

        return entity ?? default;
    }

    private static int CountOf<T>(ImmutableArray<T> items) => items.IsDefault ? 0 : items.Length;

    private static int MaxItems(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.MaxItems;

    private static string At(string list, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
}
