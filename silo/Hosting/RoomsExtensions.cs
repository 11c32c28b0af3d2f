using AiopsTwin.TwinUi;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Hosting;

/// <summary>The rooms of this process beside storage and the actor runtime: scenarios, ingest, API, page.</summary>
internal static class RoomsExtensions
{
    public static WebApplicationBuilder AddTwinRooms(this WebApplicationBuilder builder)
    {
        builder.Services.AddTwinUi();
        return builder;
    }

    public static void UseTwinRooms(this WebApplication app)
    {
        app.MapTwinHealth();
        app.MapPrometheusScrapingEndpoint("/metrics");
        if (app.Services.GetRequiredService<IOptions<SiloOptions>>().Value.Ui)
        {
            app.MapTwinUi();
        }
    }
}
