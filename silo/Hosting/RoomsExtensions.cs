namespace AiopsTwin.Silo.Hosting;

/// <summary>The rooms of this process beside storage and the actor runtime: grains, scenarios, ingest, API, page.</summary>
internal static class RoomsExtensions
{
    public static WebApplicationBuilder AddTwinRooms(this WebApplicationBuilder builder)
    {
        return builder;
    }

    public static void UseTwinRooms(this WebApplication app)
    {
        app.MapTwinHealth();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
