using System.Collections.Immutable;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Api;

/// <summary>What people say to a twin: of incidents, silences and gates.</summary>
internal static class WordEndpoints
{
    private const int MaxText = 500;
    private const int MaxItems = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        MapIncidents(api);
        MapSilences(api);
        MapGates(api);
    }

    private static void MapIncidents(RouteGroupBuilder api)
    {
        api.MapPost("/twins/{twin}/incidents/{incident}/merge", MergeAsync).Accepts<MergeBody>("application/json")
            .Produces<WordReceipt>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Says that an incident is part of another, which survives");
        api.MapPost("/twins/{twin}/incidents/{incident}/split", SplitAsync).Accepts<SplitBody>("application/json")
            .Produces<WordReceipt>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Says that some alerts of an incident are a trouble of their own");
        api.MapPost("/twins/{twin}/incidents/{incident}/cause", CauseAsync).Accepts<CauseBody>("application/json")
            .Produces<WordReceipt>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Says what the cause of an incident is, or is not");
        api.MapGet("/twins/{twin}/feedback", FeedbackAsync).Produces<FeedbackBook>()
            .WithSummary("Merges, splits and causes people said, and what the corrections taught");
        api.MapPost("/twins/{twin}/feedback/{word}/undo", UndoAsync).Accepts<WhoBody>("application/json")
            .Produces<WordReceipt>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Takes a merge, a split or a cause back, with what it taught");
    }

    private static void MapSilences(RouteGroupBuilder api)
    {
        api.MapGet("/twins/{twin}/silences", SilencesAsync).Produces<Page<SilenceLine>>()
            .WithSummary("Silences with the alerts they withhold now");
        api.MapPost("/twins/{twin}/silences", SilenceAsync).Accepts<SilenceBody>("application/json")
            .Produces<WordReceipt>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Withholds matching alerts for a time");
        api.MapPost("/twins/{twin}/silences/{silence}/expire", ExpireAsync).Accepts<WhoBody>("application/json")
            .Produces<WordReceipt>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Ends a silence now");
    }

    private static void MapGates(RouteGroupBuilder api)
    {
        api.MapGet("/twins/{twin}/gates", GatesAsync).Produces<GateBoard>()
            .WithSummary("Noise gates with the alerts they hold back now");
        api.MapPost("/twins/{twin}/gates/lift", LiftAsync).Accepts<GateBody>("application/json")
            .Produces<WordReceipt>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Lifts a gate; it stays lifted");
        api.MapPost("/twins/{twin}/gates/restore", RestoreAsync).Accepts<GateBody>("application/json")
            .Produces<WordReceipt>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Lets a lifted gate work again");
    }

    private static Task<IResult> MergeAsync(string twin, string incident, HttpContext context) =>
        SayAsync<MergeBody>(twin, context, (body, findings) =>
            Word(WordKind.Merge, incident, (body.Who, body.Why), findings) with
            {
                Into = findings.Text("$.into", body.Into, MaxText),
            });

    private static Task<IResult> SplitAsync(string twin, string incident, HttpContext context) =>
        SayAsync<SplitBody>(twin, context, (body, findings) =>
        {
            ImmutableArray<string> alerts = body.Alerts.IsDefault ? [] : body.Alerts;
            ImmutableArray<EntityId> entities = body.Entities.IsDefault ? [] : body.Entities;
            if (alerts.Length + entities.Length is < 1 or > MaxItems
                || alerts.Any(one => one is null || one.Length > MaxText) || entities.Any(one => one.IsNone))
            {
                findings.Add("$.alerts", $"name 1 to {MaxItems} alerts or entities that leave");
            }

            return Word(WordKind.Split, incident, (body.Who, body.Why), findings) with
            {
                Alerts = alerts,
                Entities = entities,
            };
        });

    private static Task<IResult> CauseAsync(string twin, string incident, HttpContext context) =>
        SayAsync<CauseBody>(twin, context, (body, findings) =>
        {
            if (body.Cause is null && body.NotCause is null)
            {
                findings.Add("$.cause", "is required, or notCause");
            }

            return Word(WordKind.Cause, incident, (body.Who, body.Why), findings) with
            {
                Cause = body.Cause,
                NotCause = body.NotCause,
            };
        });

    private static async Task<IResult> FeedbackAsync(string twin, TwinNames names, IGrainFactory grains) =>
        await names.FindAsync(twin) is null
            ? TwinNames.Unknown(twin)
            : Results.Ok(await grains.GetGrain<ITwinGrain>(twin).Feedback());

    private static Task<IResult> UndoAsync(string twin, string word, HttpContext context) =>
        SayAsync<WhoBody>(twin, context, (body, findings) =>
            Word(WordKind.Undo, word, (body.Who, body.Why), findings));

    private static async Task<IResult> SilencesAsync(string twin, TwinNames names, IGrainFactory grains) =>
        await names.FindAsync(twin) is null
            ? TwinNames.Unknown(twin)
            : Results.Ok(new Page<SilenceLine>(await grains.GetGrain<ITwinGrain>(twin).Silences(), null));

    private static async Task<IResult> SilenceAsync(string twin, TwinNames names, HttpContext context)
    {
        var now = (await names.FindAsync(twin))?.Now;
        return await SayAsync<SilenceBody>(twin, context, (body, findings) =>
        {
            ImmutableArray<string> texts = body.Matchers.IsDefault ? [] : body.Matchers;
            var matchers = texts.Select(text => text is null ? null : SilenceMatcher.Read(text)).ToList();
            if (matchers.Count == 0 || matchers.Contains(null))
            {
                findings.Add("$.matchers", "write each field=pattern or field!=pattern");
            }

            var word = Word(WordKind.Silence, "", (null, null), new Findings());
            return word with
            {
                Who = findings.Text("$.author", body.Author, MaxText),
                Why = findings.Text("$.comment", body.Comment, MaxText),
                Matchers = [.. matchers.OfType<SilenceMatcher>()],
                From = (body.From ?? now ?? DateTimeOffset.UnixEpoch).ToUniversalTime(),
                Until = findings.Required("$.until", body.Until).ToUniversalTime(),
            };
        });
    }

    private static Task<IResult> ExpireAsync(string twin, string silence, HttpContext context) =>
        SayAsync<WhoBody>(twin, context, (body, findings) =>
            Word(WordKind.Expire, silence, (body.Who, body.Why), findings));

    private static async Task<IResult> GatesAsync(string twin, TwinNames names, IGrainFactory grains) =>
        await names.FindAsync(twin) is null
            ? TwinNames.Unknown(twin)
            : Results.Ok(await grains.GetGrain<ITwinGrain>(twin).Gates());

    private static Task<IResult> LiftAsync(string twin, HttpContext context) =>
        SayAsync<GateBody>(twin, context, (body, findings) => Gated(WordKind.Lift, body, findings));

    private static Task<IResult> RestoreAsync(string twin, HttpContext context) =>
        SayAsync<GateBody>(twin, context, (body, findings) => Gated(WordKind.Restore, body, findings));

    private static OperatorWord Gated(WordKind kind, GateBody body, Findings findings) =>
        Word(kind, findings.Text("$.gate", body.Gate, MaxText), (body.Who, body.Why), findings);

    /// <summary>The time of a word is the twin's, which sets it.</summary>
    private static OperatorWord Word(
        WordKind kind, string subject, (string? Who, string? Why) said, Findings findings) => new(
        kind, findings.Text("$.who", said.Who, MaxText), findings.Text("$.why", said.Why, MaxText),
        DateTimeOffset.UnixEpoch, subject);

    private static async Task<IResult> SayAsync<TBody>(
        string twin, HttpContext context, Func<TBody, Findings, OperatorWord> read)
        where TBody : class
    {
        var body = await JsonBody<TBody>.ReadAsync(context);
        if (body.Value is not { } value)
        {
            return body.Refusal!;
        }

        var findings = new Findings();
        var word = read(value, findings);
        if (findings.Refusal is { } refusal)
        {
            return refusal;
        }

        var services = context.RequestServices;
        if (await services.GetRequiredService<TwinNames>().FindAsync(twin) is null)
        {
            return TwinNames.Unknown(twin);
        }

        if (word.Kind is WordKind.Merge or WordKind.Split or WordKind.Cause)
        {
            var records = services.GetRequiredService<IncidentRecords>();
            if (await records.FindAsync(twin, word.Subject) is null)
            {
                return await records.WhyMissingAsync(twin, word.Subject);
            }
        }

        var receipt = await services.GetRequiredService<IGrainFactory>().GetGrain<ITwinGrain>(twin).Say(word);
        return receipt.IsAccepted ? Results.Ok(receipt) : Problems.Conflict(FieldOf(word), receipt.Reason);
    }

    private static string FieldOf(OperatorWord word) => word.Kind switch
    {
        WordKind.Undo => "word",
        WordKind.Silence or WordKind.Expire => "silence",
        WordKind.Lift or WordKind.Restore => "gate",
        _ => "incident",
    };
}
