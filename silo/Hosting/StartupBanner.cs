using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Silo.Persistence;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Hosting;

/// <summary>Tells the person who started the process where to look and what runs.</summary>
internal static class StartupBanner
{
    public static async Task PrintAsync(WebApplication app, TextWriter output)
    {
        var options = app.Services.GetRequiredService<IOptions<SiloOptions>>().Value;
        var cluster = app.Services.GetRequiredService<IOptions<TwinClusterOptions>>().Value;
        var server = app.Services.GetRequiredService<IServer>();
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.FirstOrDefault(ListenerRules.DefaultUrl);
        await output.WriteLineAsync($"""

            AiopsTwin is running.
              address   {string.Join(", ", addresses)}
              page      {(options.Ui ? address + "/" : "off (Silo:Ui)")}
              API       {address}/api/v1/twins (described at {address}/openapi/v1.json)
              ingest    {address}/api/v1/write (Prometheus remote write)
              demo      {Demo(app.Services, options)}
              live      {(options.Live ? "twin 'live', fed by ingest, on wall time" : "off (Silo:Live)")}
              storage   {app.Services.GetRequiredService<TwinDatabase>().Description}
              cluster   {Cluster(cluster)}
            Press Ctrl-C to stop.

            """);
        await output.FlushAsync();
    }

    private static string Cluster(TwinClusterOptions cluster) => cluster.Mode == ClusterMode.Single
        ? "this process alone"
        : $"'{cluster.ClusterId}' in PostgreSQL";

    private static string Demo(IServiceProvider services, SiloOptions options)
    {
        if (!options.Demo)
        {
            return "off (Silo:Demo)";
        }

        var scenario = services.GetRequiredService<IScenarioCatalog>().Load(
            options.DemoScenario, (ulong)options.DemoSeed);
        return scenario is null
            ? $"scenario '{options.DemoScenario}' is not in the catalogue"
            : $"twin 'demo', {scenario.Estate.Topology.Entities.Length} entities of '{scenario.Name}', simulated";
    }
}
