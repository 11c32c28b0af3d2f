using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Silo.Api;

/// <summary>Incidents of a twin.</summary>
internal static class IncidentEndpoints
{
    private const int MaxIncidents = 1000;
    private const int MaxText = 2000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/twins/{twin}/incidents", ListAsync).Produces<Page<IncidentItem>>()
            .WithSummary("Incidents, newest first, page by page");
        api.MapGet("/twins/{twin}/incidents/{incident}", GetAsync).Produces<Incident>()
            .WithSummary("One incident: alerts, suspects with evidence, blast radius, history");
        api.MapPost("/twins/{twin}/incidents/{incident}/close", CloseAsync).Accepts<CloseBody>("application/json")
            .Produces<Incident>().WithSummary("Closes an incident on a person's word");
    }

    private static async Task<IResult> ListAsync(
        string twin, string? after, int? limit, TwinNames names, IGrainFactory grains)
    {
        var count = limit ?? 100;
        if (count is < 1 or > MaxIncidents)
        {
            return Problems.BadRequest("limit", $"must be 1 to {MaxIncidents}");
        }

        if (await names.FindAsync(twin) is null)
        {
            return TwinNames.Unknown(twin);
        }

        var all = await grains.GetGrain<ITwinGrain>(twin).Incidents(MaxIncidents);
        var start = after is null ? 0 : all.Select(incident => incident.Id).ToList().IndexOf(after) + 1;
        if (after is not null && start == 0)
        {
            return Problems.BadRequest("after", $"there is no incident '{after}' among the newest {MaxIncidents}");
        }

        var page = all.Skip(start).Take(count).Select(IncidentItem.Of).ToArray();
        return Results.Ok(new Page<IncidentItem>([.. page], start + page.Length < all.Length ? page[^1].Id : null));
    }

    private static async Task<IResult> GetAsync(string twin, string incident, IGrainFactory grains) =>
        await FindAsync(twin, incident, grains) is { } found
            ? Results.Ok(found)
            : Problems.NotFound("incident", $"twin '{twin}' has no incident '{incident}'");

    private static async Task<IResult> CloseAsync(
        string twin, string incident, IGrainFactory grains, HttpContext context)
    {
        var body = await JsonBody<CloseBody>.ReadAsync(context);
        if (body.Value is not { } close)
        {
            return body.Refusal!;
        }

        var findings = new Findings();
        var who = findings.Text("$.who", close.Who, MaxText);
        var why = findings.Text("$.why", close.Why, MaxText);
        if (findings.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await FindAsync(twin, incident, grains) is null)
        {
            return Problems.NotFound("incident", $"twin '{twin}' has no incident '{incident}'");
        }

        var decision = await grains.GetGrain<ITwinGrain>(twin).CloseIncident(incident, who, why);
        return decision.IsAccepted
            ? Results.Ok(await FindAsync(twin, incident, grains))
            : Problems.Conflict("incident", decision.Reason);
    }

    private static async Task<Incident?> FindAsync(string twin, string incident, IGrainFactory grains) =>
        GrainKeys.IsValidName(twin) && IsId(incident)
            ? await grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(twin, incident)).Get()
            : null;

    // A key from an address must not wake grains under names that cannot be.
    private static bool IsId(string incident) => incident.Length is > 4 and <= 16
        && incident.StartsWith("INC-", StringComparison.Ordinal)
        && incident.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0;
}
