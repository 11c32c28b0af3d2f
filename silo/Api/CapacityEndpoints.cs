using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Silo.Api;

/// <summary>When the resources of a twin are full.</summary>
internal static class CapacityEndpoints
{
    private const int MostLines = 200;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/twins/{twin}/capacity", GetAsync).Produces<CapacityBoard>().WithSummary(
            "Everything that can run out, the soonest full first; ?leadDays=14, ?work=1.2 and ?limit=50");
        api.MapGet("/twins/{twin}/capacity/world", OfTwinAsync).Produces<WorkAnswer>().WithSummary(
            "What the simulated world that feeds the twin says of another amount of work; ?work=1.2");
        api.MapGet("/runs/{run}/capacity/world", OfRunAsync).Produces<WorkAnswer>().WithSummary(
            "What a run's world says of another amount of work; ?work=1.2");
    }

    private static async Task<IResult> OfTwinAsync(string twin, double? work, TwinNames names, IGrainFactory grains) =>
        await names.FindAsync(twin) is null ? TwinNames.Unknown(twin)
        : await grains.GetGrain<IViewGrain>(GrainKeys.TwinView(twin)).Snapshot() is { Run: { } feeding }
            ? await OfRunAsync(feeding.Run, work, grains)
            : Problems.Conflict("twin", $"no simulated world feeds twin '{twin}'; ask its trends at /capacity");

    private static async Task<IResult> OfRunAsync(string run, double? work, IGrainFactory grains) =>
        !GrainKeys.IsValidName(run)
            || await grains.GetGrain<IRunGrain>(run).Work(work ?? new CapacityQuery().WorkFactor) is not { } answer
            ? Problems.NotFound("run", $"there is no run '{run}'")
            : answer.Problem.Length > 0 ? Problems.BadRequest("work", answer.Problem)
            : Results.Ok(answer);

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
