using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Silo.Api;
using AiopsTwin.TwinUi;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Hosting;

/// <summary>The rooms of this process beside storage and the actor runtime: scenarios, ingest, API, page.</summary>
internal static class RoomsExtensions
{
    public static WebApplicationBuilder AddTwinRooms(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IScenarioCatalog>(_ => new ScenarioCatalog());
        builder.Services.AddTwinApi();
#if BLAZOR_DIAGRAMS
        TwinUi.BlazorDiagrams.BlazorDiagramsHosting.AddBlazorDiagrams(builder.Services);
#endif
        builder.Services.AddTwinUi();
        builder.Services.AddHostedService<Keeper>();
        return builder;
    }

    public static void UseTwinRooms(this WebApplication app)
    {
        app.UseTwinGuard();
        app.MapTwinHealth();
        app.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new AccessNeed(AccessScope.Read));
        app.MapTwinApi();
        if (app.Services.GetRequiredService<IOptions<SiloOptions>>().Value.Ui)
        {
            app.MapTwinUi();
        }
    }
}
