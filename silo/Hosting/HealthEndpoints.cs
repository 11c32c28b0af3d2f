using AiopsTwin.Silo.Persistence;

namespace AiopsTwin.Silo.Hosting;

/// <summary>Whether this process lives, and whether it can do its work. Neither calls a grain.</summary>
internal static class HealthEndpoints
{
    public static void MapTwinHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("alive")).ExcludeFromDescription();
        endpoints.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(
        ISiloStatusOracle silo,
        TwinDatabase database,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return NotReady("stopping");
        }

        if (silo.CurrentStatus != SiloStatus.Active)
        {
            return NotReady($"the silo is {silo.CurrentStatus}");
        }

        return await database.IsReachableAsync(cancellationToken)
            ? Results.Text("ready")
            : NotReady("the storage does not answer");
    }

    private static IResult NotReady(string reason) =>
        Results.Text(reason, statusCode: StatusCodes.Status503ServiceUnavailable);
}
