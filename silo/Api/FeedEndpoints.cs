using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Silo.Ingest;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Api;

/// <summary>Telling a twin things: samples, changes, alerts of others, the time.</summary>
internal static class FeedEndpoints
{
    private const string Source = "api";
    private const int MaxName = 200;
    private const int MaxText = 2000;
    private const int MaxAttributes = 64;
    private const int MaxChanges = 1000;

    private static readonly AccessNeed Sending = new(AccessScope.Ingest);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/twins/{twin}/samples", SamplesAsync).Accepts<SamplesBody>("application/json")
            .WithMetadata(Sending).Produces<ObserveReceipt>().WithSummary("Hands samples in, one batch per entity");
        api.MapPost("/twins/{twin}/changes", ChangesAsync).Accepts<ChangesBody>("application/json")
            .WithMetadata(Sending).Produces<ChangesAnswer>()
            .WithSummary("Records changes made to the estate; answered when stored");
        api.MapGet("/twins/{twin}/changes", ChangeListAsync).Produces<Page<ChangeEvent>>()
            .WithSummary("Changes at hand, newest first");
        api.MapPost("/twins/{twin}/alerts", AlertsAsync).Accepts<AlertsBody>("application/json")
            .WithMetadata(Sending).Produces<AlertsAnswer>()
            .WithSummary("Hands in alerts of others; answered when stored");
        api.MapPost("/twins/{twin}/advance", AdvanceAsync).Accepts<AdvanceBody>("application/json")
            .WithMetadata(Sending).Produces<AdvanceAnswer>().WithSummary("Moves the clock of a driven twin");
    }

    private static async Task<IResult> ChangeListAsync(string twin, int? limit, TwinNames names, IGrainFactory grains)
    {
        var count = limit ?? 100;
        if (count is < 1 or > MaxChanges)
        {
            return Problems.BadRequest("limit", $"must be 1 to {MaxChanges}");
        }

        return await names.FindAsync(twin) is null
            ? TwinNames.Unknown(twin)
            : Results.Ok(new Page<ChangeEvent>(await grains.GetGrain<ITwinGrain>(twin).Changes(count), null));
    }

    private static async Task<IResult> SamplesAsync(
        string twin, IngestGate gate, ITwinGateway gateway, HttpContext context)
    {
        if (Refusal(twin) is { } refusal)
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

        var body = await JsonBody<SamplesBody>.ReadAsync(context);
        var findings = new Findings();
        var batches = body.Value is null ? [] : Batches(body.Value, MaxItems(context), findings);
        if ((body.Refusal ?? findings.Refusal) is { } wrong)
        {
            return wrong;
        }

        // The clock of a driven twin is its feeder's: when a sample arrived here says nothing about it.
        var names = context.RequestServices.GetRequiredService<TwinNames>();
        if (names.WhyNotDriven(twin) is not null)
        {
            var received = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            batches = [.. batches.Select(batch => batch with { ReceivedAt = received })];
        }

        var receipt = await gateway.Observe(twin, batches, context.RequestAborted);
        IngestMetrics.Samples(receipt.Accepted);
        return Results.Ok(receipt);
    }

    private static ImmutableArray<ObserveBatch> Batches(SamplesBody body, int maxItems, Findings findings)
    {
        var count = body.Batches.IsDefault ? 0 : body.Batches.Sum(batch => Math.Max(1, CountOf(batch)));
        if (!findings.Items("$.batches", body.Batches.IsDefault, count, maxItems))
        {
            return [];
        }

        var seen = new HashSet<EntityId>();
        var batches = ImmutableArray.CreateBuilder<ObserveBatch>(body.Batches.Length);
        foreach (var (i, batch) in body.Batches.Index())
        {
            var path = Path("$.batches", i);
            if (batch is null || batch.Entity.IsNone)
            {
                findings.Add(path + ".entity", "is required");
            }
            else if (!seen.Add(batch.Entity))
            {
                findings.Add(path + ".entity", $"'{batch.Entity}' has a batch already; send one per entity");
            }
            else if (findings.Items(path + ".samples", batch.Samples.IsDefault, CountOf(batch), maxItems))
            {
                batches.Add(new ObserveBatch(
                    batch.Entity, findings.Text(path + ".source", batch.Source, MaxName, Source), batch.Sequence,
                    [.. batch.Samples.Select((sample, n) => SampleOf(sample, Path(path + ".samples", n), findings))]));
            }
        }

        return batches.ToImmutable();
    }

    private static int CountOf(BatchBody? batch) =>
        batch is null || batch.Samples.IsDefault ? 0 : batch.Samples.Length;

    private static Sample SampleOf(SampleBody? sample, string path, Findings findings)
    {
        var value = findings.Required(path + ".value", sample?.Value);
        if (!double.IsFinite(value))
        {
            findings.Add(path + ".value", "must be finite");
        }

        return new Sample(
            findings.Text(path + ".metric", sample?.Metric, MaxName),
            findings.Required(path + ".at", sample?.At).ToUniversalTime(),
            value);
    }

    private static async Task<IResult> ChangesAsync(string twin, IGrainFactory grains, HttpContext context)
    {
        if (Refusal(twin) is { } refusal)
        {
            return refusal;
        }

        var body = await JsonBody<ChangesBody>.ReadAsync(context);
        var findings = new Findings();
        ImmutableArray<ChangeEvent> changes = [];
        if (body.Value is { } read && findings.Items(
            "$.changes", read.Changes.IsDefault, read.Changes.IsDefault ? 0 : read.Changes.Length, MaxItems(context)))
        {
            changes = [.. read.Changes.Select((change, i) => ChangeOf(change, Path("$.changes", i), findings))];
        }

        if ((body.Refusal ?? findings.Refusal) is { } wrong)
        {
            return wrong;
        }

        var recorded = await grains.GetGrain<ITwinGrain>(twin).RecordChanges(changes);
        return Results.Ok(new ChangesAnswer(recorded, changes.Length - recorded));
    }

    private static ChangeEvent ChangeOf(ChangeBody? change, string path, Findings findings)
    {
        if (change is null || change.Entity.IsNone)
        {
            findings.Add(path + ".entity", "is required");
        }

        var attributes = change?.Attributes ?? ImmutableSortedDictionary<string, string>.Empty;
        if (attributes.Count > MaxAttributes
            || attributes.Any(fact => fact.Key.Length > MaxName || fact.Value is null || fact.Value.Length > MaxText))
        {
            findings.Add(path + ".attributes",
                $"at most {MaxAttributes} texts of at most {MaxText} characters are taken");
        }

        return new ChangeEvent(
            findings.Text(path + ".id", change?.Id, MaxName),
            findings.Text(path + ".source", change?.Source, MaxName, Source),
            change?.Entity ?? default,
            findings.Required(path + ".kind", change?.Kind),
            findings.Required(path + ".at", change?.At).ToUniversalTime(),
            findings.Text(path + ".title", change?.Title, MaxText),
            attributes);
    }

    private static async Task<IResult> AlertsAsync(string twin, IGrainFactory grains, HttpContext context)
    {
        if (Refusal(twin) is { } refusal)
        {
            return refusal;
        }

        var body = await JsonBody<AlertsBody>.ReadAsync(context);
        var findings = new Findings();
        ImmutableArray<Alert> alerts = [];
        if (body.Value is { } read && findings.Items(
            "$.alerts", read.Alerts.IsDefault, read.Alerts.IsDefault ? 0 : read.Alerts.Length, MaxItems(context)))
        {
            alerts = [.. read.Alerts.Select((alert, i) => AlertOf(alert, i, findings))];
        }

        if ((body.Refusal ?? findings.Refusal) is { } wrong)
        {
            return wrong;
        }

        var taken = await grains.GetGrain<ITwinGrain>(twin).ReceiveAlerts(alerts);
        if (taken == alerts.Length)
        {
            return Results.Ok(new AlertsAnswer(taken));
        }

        context.Response.Headers.RetryAfter = "5";
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, "$.alerts",
            $"the first {taken} of {alerts.Length} were taken; too many wait for the twin's next step already");
    }

    /// <summary>An alert of others is raised when it says it began, whenever it arrives: sent again it is the same
    /// episode, and an end that overtook its beginning stays the end. One without an entity or a start is taken, too:
    /// the twin's gates keep and list it.</summary>
    private static Alert AlertOf(AlertBody? alert, int index, Findings findings)
    {
        var entity = alert?.Entity ?? default;
        var name = findings.Text(At("name"), alert?.Name, MaxName);
        var source = findings.Text(At("source"), alert?.Source, MaxName, Source);
        var startsAt = alert?.StartsAt?.ToUniversalTime() ?? DateTimeOffset.UnixEpoch;
        if (alert?.EndsAt is { } end && end < startsAt)
        {
            findings.Add(At("endsAt"), "is before startsAt");
        }

        return new Alert(
            findings.Text(
                At("fingerprint"), alert?.Fingerprint ?? IdentityOf(source, entity, name), MaxName),
            entity,
            name,
            alert?.Severity ?? AlertSeverity.Warning,
            alert?.EndsAt is null ? AlertStatus.Firing : AlertStatus.Resolved,
            startsAt,
            RaisedAt: startsAt,
            alert?.EndsAt?.ToUniversalTime(),
            source,
            alert?.Metric,
            Score: 0,
            Expected: null,
            Observed: null,
            findings.Text(At("summary"), alert?.Summary, MaxText, name.Length == 0 ? "-" : name))
        {
            IsStartUnknown = alert?.StartsAt is null,
        };

        FieldPath At(string field) => new("$.alerts", index, field);
    }

    private static string IdentityOf(string source, EntityId entity, string name) =>
        Engine.Numerics.StableHash.Of($"{source}\n{entity}\n{name}").ToString("x16", CultureInfo.InvariantCulture);

    private static async Task<IResult> AdvanceAsync(
        string twin, TwinNames names, IGrainFactory grains, HttpContext context)
    {
        if (!GrainKeys.IsValidName(twin))
        {
            return TwinNames.Unknown(twin);
        }

        if (names.WhyNotDriven(twin) is { } why)
        {
            return Problems.Conflict("twin", why);
        }

        var body = await JsonBody<AdvanceBody>.ReadAsync(context);
        return body.Refusal ?? (body.Value!.Now is { } now
            ? Results.Ok(AdvanceAnswer.Of(await grains.GetGrain<ITwinGrain>(twin).Advance(now.ToUniversalTime())))
            : Problems.BadRequest("$.now", "is required"));
    }

    /// <summary>Why nobody may feed a twin; null when everybody may.</summary>
    public static IResult? Refusal(string twin) => !GrainKeys.IsValidName(twin)
        ? TwinNames.Unknown(twin)
        : TwinNames.WhyNotWritable(twin) is { } why ? Problems.Conflict("twin", why) : null;

    private static int MaxItems(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.MaxItems;

    private static string Path(string list, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
}
