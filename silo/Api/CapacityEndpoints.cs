using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Views;

namespace AiopsTwin.Silo.Api;

/// <summary>When the resources of a twin are full.</summary>
internal static class CapacityEndpoints
{
    private const int MostLines = 200;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/twins/{twin}/capacity", GetAsync).Produces<CapacityBoard>().WithSummary(
            "Everything that can run out, the soonest full first; ?leadDays=14, ?work=1.2 and ?limit=50");
    }

    private static async Task<IResult> GetAsync(
        string twin, int? leadDays, double? work, int? limit, HttpContext context)
    {
        if (leadDays is < 1 or > 365)
        {
            return Problems.BadRequest("leadDays", "must be 1 to 365");
        }

        if (work is { } factor && !(factor >= 0 && factor <= 100))
        {
            return Problems.BadRequest("work", "must be 0 to 100");
        }

        if (limit is < 1 or > MostLines)
        {
            return Problems.BadRequest("limit", $"must be 1 to {MostLines}");
        }

        if (await context.RequestServices.GetRequiredService<TwinNames>().FindAsync(twin) is not { } status)
        {
            return TwinNames.Unknown(twin);
        }

        var usual = new CapacityQuery();
        var query = new CapacityQuery(leadDays ?? usual.LeadDays, work ?? usual.WorkFactor, limit ?? usual.Limit);
        var view = context.RequestServices.GetRequiredService<IGrainFactory>()
            .GetGrain<IViewGrain>(GrainKeys.TwinView(twin));
        return Results.Ok(await view.Capacity(query) ?? new CapacityBoard(status.Now, 0, 0, 0, []));
    }
}
