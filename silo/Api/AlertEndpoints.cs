using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Silo.Api;

/// <summary>What people think of alerts, and why an alert is where it is.</summary>
internal static class AlertEndpoints
{
    private const int MaxFingerprint = 200;
    private const int MaxWho = 100;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/twins/{twin}/alerts/{fingerprint}/placement", PlacementAsync).Produces<AlertPlacement>()
            .WithSummary("Why an alert is in its incident or in none; with ?incident, why it is not in that one");
        api.MapPost("/twins/{twin}/entities/{entity}/alerts/{fingerprint}/answer", AnswerAsync)
            .Accepts<AnswerBody>("application/json").Produces(StatusCodes.Status204NoContent)
            .WithSummary("Says whether an alert was wanted; the threshold of its series follows");
    }

    private static async Task<IResult> PlacementAsync(
        string twin, string fingerprint, string? incident, TwinNames names, IGrainFactory grains)
    {
        if (await names.FindAsync(twin) is null)
        {
            return TwinNames.Unknown(twin);
        }

        // A slash within a segment of the address arrives as it was sent.
        var alert = Uri.UnescapeDataString(fingerprint);
        var placement = alert.Length <= MaxFingerprint
            ? await grains.GetGrain<ITwinGrain>(twin).Placement(alert, incident)
            : null;
        return placement is not null ? Results.Ok(placement)
            : incident is null ? Problems.NotFound("fingerprint", $"twin '{twin}' knows no such alert")
            : Problems.NotFound(
                "incident", $"twin '{twin}' does not know both, or the alert is in incident '{incident}'");
    }

    private static async Task<IResult> AnswerAsync(
        string twin, string entity, string fingerprint, TwinNames names, HttpContext context)
    {
        if (!TwinNames.TryReadEntity(entity, out var id, out var refusal))
        {
            return refusal;
        }

        var body = await JsonBody<AnswerBody>.ReadAsync(context);
        if (body.Value is not { } answer)
        {
            return body.Refusal!;
        }

        var findings = new Findings();
        var who = findings.Text("$.who", answer.Who, MaxWho, "api");
        if (answer.Wanted is not { } isWanted)
        {
            findings.Add("$.wanted", "is missing");
            isWanted = false;
        }

        if (findings.Refusal is { } wrong)
        {
            return wrong;
        }

        if (await names.FindAsync(twin) is not { } status)
        {
            return TwinNames.Unknown(twin);
        }

        var grains = context.RequestServices.GetRequiredService<IGrainFactory>();
        var isKnown = status.Now is { } now && fingerprint.Length <= MaxFingerprint
            && await grains.GetGrain<IViewGrain>(GrainKeys.TwinView(twin)).Entity(id) is not null
            && await grains.GetGrain<IEntityGrain>(GrainKeys.Entity(twin, id)).Answer(fingerprint, isWanted, now);

        // The entity's own thresholds follow the answer; the twin counts it for the gates, also of alerts of others.
        var print = Uri.UnescapeDataString(fingerprint);
        var counted = print.Length <= MaxFingerprint && (await grains.GetGrain<ITwinGrain>(twin).Say(
            new OperatorWord(WordKind.Answer, who, "", DateTimeOffset.UnixEpoch, print) { IsWanted = isWanted }))
            .IsAccepted;
        return isKnown || counted
            ? Results.NoContent()
            : Problems.NotFound("fingerprint", $"nothing in twin '{twin}' has such an alert of '{id}'");
    }
}
