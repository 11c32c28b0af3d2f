using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace AiopsTwin.Silo.Hosting;

/// <summary>The process's own numbers, for Prometheus to scrape at <c>/metrics</c>.</summary>
internal static class TelemetryExtensions
{
    public static IServiceCollection AddTwinTelemetry(this IServiceCollection services)
    {
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("aiopstwin"))
            .WithMetrics(metrics => metrics
                .AddMeter("AiopsTwin.*", "Microsoft.Orleans", "System.Runtime")
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddPrometheusExporter());
        return services;
    }
}
