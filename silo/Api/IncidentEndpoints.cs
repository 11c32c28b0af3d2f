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

    private static async Task<IResult> GetAsync(string twin, string incident, IncidentRecords records) =>
        await records.FindAsync(twin, incident) is { } found
            ? Results.Ok(found)
            : await records.WhyMissingAsync(twin, incident);

    private static async Task<IResult> CloseAsync(
        string twin, string incident, IncidentRecords records, IGrainFactory grains, HttpContext context)
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

        if (await records.FindAsync(twin, incident) is null)
        {
            return await records.WhyMissingAsync(twin, incident);
        }

        var decision = await grains.GetGrain<ITwinGrain>(twin).CloseIncident(incident, who, why);
        return decision.IsAccepted
            ? Results.Ok(await records.FindAsync(twin, incident))
            : Problems.Conflict("incident", decision.Reason);
    }
}
