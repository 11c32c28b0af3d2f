using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Propagation;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Api;

/// <summary>Reading twins: their numbers, entities and predicted blast radius.</summary>
internal static class TwinEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/twins", ListAsync).Produces<Page<TwinStatus>>().WithSummary("All twins in numbers");
        api.MapGet("/twins/{twin}", GetAsync).Produces<TwinStatus>().WithSummary("One twin in numbers");
        api.MapGet("/twins/{twin}/entities", EntitiesAsync).Produces<Page<EntityItem>>()
            .WithSummary("Entities with their health, page by page");
        api.MapGet("/twins/{twin}/entities/{entity}", EntityAsync).Produces<EntityDetails>()
            .WithSummary("One entity: numbers, links, series with baselines, alerts");
        api.MapGet("/twins/{twin}/entities/{entity}/capacity", CapacityAsync)
            .Produces<ImmutableArray<CapacityForecast>>()
            .WithSummary("When the entity's resources are full; ?leadDays=14 and ?work=1.2 for what follows from it");
        api.MapGet("/twins/{twin}/quality", QualityAsync).Produces<TwinQuality>()
            .WithSummary("How good the telemetry is: by source, and for the worst entities; ?limit=50");
        api.MapGet("/twins/{twin}/recurring", RecurringAsync).Produces<Page<RecurringFinding>>()
            .WithSummary("What entities do again and again at the same time, with period and phase; ?limit=50");
        api.MapGet("/twins/{twin}/entities/{entity}/blast-radius", BlastRadiusAsync).Produces<FloodAnswer>()
            .WithSummary("What would be impaired if the entity were");
    }

    private static async Task<IResult> ListAsync(
        TwinNames names, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var all = await names.AllAsync(cancellationToken);
        var twins = await Task.WhenAll(all.Select(twin => grains.GetGrain<ITwinGrain>(twin).Status()));
        return Results.Ok(new Page<TwinStatus>([.. twins], null));
    }

    private static async Task<IResult> GetAsync(string twin, TwinNames names) =>
        await names.FindAsync(twin) is { } status ? Results.Ok(status) : TwinNames.Unknown(twin);

    private static async Task<IResult> EntitiesAsync(
        string twin, string? after, int? limit, TwinNames names, HttpContext context)
    {
        var services = context.RequestServices;
        var most = services.GetRequiredService<IOptions<ApiOptions>>().Value.PageLimit;
        var count = limit ?? Math.Min(200, most);
        if (count < 1 || count > most)
        {
            return Problems.BadRequest("limit", $"must be 1 to {most}");
        }

        if (await names.FindAsync(twin) is null)
        {
            return TwinNames.Unknown(twin);
        }

        var grains = services.GetRequiredService<IGrainFactory>();
        var topology = await grains.GetGrain<ITwinGrain>(twin).Topology(null);
        var snapshot = await grains.GetGrain<IViewGrain>(GrainKeys.TwinView(twin)).Snapshot();
        var vitals = (snapshot?.Vitals ?? []).ToDictionary(entity => entity.Entity);
        var page = (topology?.Entities ?? [])
            .Where(entity => after is null || string.CompareOrdinal(entity.Id.Text, after) > 0)
            .Take(count + 1)
            .Select(entity => new EntityItem(entity.Id, entity.Labels, vitals.GetValueOrDefault(entity.Id)))
            .ToArray();
        return Results.Ok(page.Length > count
            ? new Page<EntityItem>([.. page[..count]], page[count - 1].Id.Text)
            : new Page<EntityItem>([.. page], null));
    }

    private static async Task<IResult> EntityAsync(string twin, string entity, TwinNames names, IGrainFactory grains)
    {
        if (!TwinNames.TryReadEntity(entity, out var id, out var refusal))
        {
            return refusal;
        }

        if (await names.FindAsync(twin) is null)
        {
            return TwinNames.Unknown(twin);
        }

        return await grains.GetGrain<IViewGrain>(GrainKeys.TwinView(twin)).Entity(id) is { } details
            ? Results.Ok(details)
            : Problems.NotFound("entity", $"twin '{twin}' has no entity '{id}'");
    }

    private static async Task<IResult> CapacityAsync(
        string twin, string entity, int? leadDays, double? work, HttpContext context)
    {
        var services = context.RequestServices;
        if (!TwinNames.TryReadEntity(entity, out var id, out var refusal))
        {
            return refusal;
        }

        if (leadDays is < 1 or > 365)
        {
            return Problems.BadRequest("leadDays", "must be 1 to 365");
        }

        if (work is { } factor && !(factor >= 0 && factor <= 100))
        {
            return Problems.BadRequest("work", "must be 0 to 100");
        }

        if (await services.GetRequiredService<TwinNames>().FindAsync(twin) is not { } status)
        {
            return TwinNames.Unknown(twin);
        }

        var grains = services.GetRequiredService<IGrainFactory>();
        if (await grains.GetGrain<IViewGrain>(GrainKeys.TwinView(twin)).Entity(id) is null)
        {
            return Problems.NotFound("entity", $"twin '{twin}' has no entity '{id}'");
        }

        return Results.Ok(status.Now is { } now
            ? await grains.GetGrain<IEntityGrain>(GrainKeys.Entity(twin, id)).Capacity(now, leadDays ?? 14, work ?? 1.2)
            : []);
    }

    private static async Task<IResult> QualityAsync(string twin, int? limit, TwinNames names, IGrainFactory grains) =>
        limit is < 1 or > 200 ? Problems.BadRequest("limit", "must be 1 to 200")
        : await names.FindAsync(twin) is null ? TwinNames.Unknown(twin)
        : Results.Ok(await grains.GetGrain<ITwinGrain>(twin).Quality(limit ?? 50));

    private static async Task<IResult> RecurringAsync(
        string twin, int? limit, TwinNames names, IGrainFactory grains) =>
        limit is < 1 or > 200 ? Problems.BadRequest("limit", "must be 1 to 200")
        : await names.FindAsync(twin) is null ? TwinNames.Unknown(twin)
        : Results.Ok(new Page<RecurringFinding>(await grains.GetGrain<ITwinGrain>(twin).Recurring(limit ?? 50), null));

    private static async Task<IResult> BlastRadiusAsync(
        string twin, string entity, double? strength, TwinNames names, IGrainFactory grains)
    {
        if (!TwinNames.TryReadEntity(entity, out var id, out var refusal))
        {
            return refusal;
        }

        if (strength is { } share && !(share > 0 && share <= 1))
        {
            return Problems.BadRequest("strength", "must be greater than 0 and at most 1");
        }

        if (await names.FindAsync(twin) is null)
        {
            return TwinNames.Unknown(twin);
        }

        return await grains.GetGrain<ITwinGrain>(twin).BlastRadius(id, strength ?? 1) is { } answer
            ? Results.Ok(answer)
            : Problems.NotFound("entity", $"twin '{twin}' has no entity '{id}'");
    }
}
