using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Hosting;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Ingest;

/// <summary>The chain a user has, down to silo/Ingest/RemoteWrite: node exporter, Prometheus, remote write, the silo
/// process.</summary>
public sealed class PrometheusEndToEndTests : IDisposable
{
    private const string Exporter = "/usr/bin/prometheus-node-exporter";
    private const string Host = "host:127.0.0.1";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exporter_KilledBehindARealPrometheusThenThatToo_RaisesAnAlertOnTheHostThenSilence()
    {
        PrometheusServer.RequireOrSkip(Exporter);
        var ports = LoopbackPorts.Free(3);
        var address = new Uri($"http://127.0.0.1:{ports[0]}");
        await using var silo = await SiloProcess.StartAsync(address, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Storage__Path"] = _folder.File("twin.db"),
            ["Silo__Demo"] = "false",
            ["Silo__Ui"] = "false",
            ["Twin__WallInterval"] = "00:00:01",
        }, null, Cancelled);
        using var exporter = Programs.Start(Exporter, $"--web.listen-address=127.0.0.1:{ports[1]}");
        await using var prometheus = PrometheusServer.Start(
            await ConfigurationAsync(ports, address), _folder.File("tsdb"), ports[2]);
        try
        {
            await Until.TrueAsync("the host's baselines are warm", IsWarmAsync, Deadline, Cancelled);

            exporter.Kill();

            await Until.TrueAsync(
                "an alert fires on the host", token => FiresAsync(Host, "down", token), Deadline, Cancelled);

            prometheus.Kill();

            var itself = $"instance:prometheus@127.0.0.1:{ports[2]}";
            await Until.TrueAsync(
                "Prometheus itself is silent", token => FiresAsync(itself, "silent", token), Deadline, Cancelled);
        }
        finally
        {
            exporter.Kill();
        }

        async Task<bool> IsWarmAsync(CancellationToken token)
        {
            var series = (await EntityAsync(Host, token))?.GetProperty("series").EnumerateArray().ToArray() ?? [];
            string[] wanted = ["cpu.utilization", "disk.utilization", "memory.utilization", "up"];
            return wanted.All(metric => series.Any(line =>
                line.GetProperty("metric").GetString() == metric && line.GetProperty("isWarm").GetBoolean()));
        }

        async Task<bool> FiresAsync(string entity, string name, CancellationToken token) =>
            (await EntityAsync(entity, token))?.GetProperty("alerts").EnumerateArray().Any(line =>
                line.GetProperty("status").GetString() == "firing"
                && line.GetProperty("name").GetString() == name) == true;

        async Task<JsonElement?> EntityAsync(string entity, CancellationToken token)
        {
            var path = "/api/v1/twins/live/entities/" + Uri.EscapeDataString(entity);
            using var answer = await silo.Client.GetAsync(path, token);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(token) : null;
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> ConfigurationAsync(int[] ports, Uri address)
    {
        var file = _folder.File("prometheus.yml");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
            global:
              scrape_interval: 1s
            scrape_configs:
              - job_name: node
                static_configs:
                  - targets: ["127.0.0.1:{ports[1]}"]
              - job_name: prometheus
                static_configs:
                  - targets: ["127.0.0.1:{ports[2]}"]
            remote_write:
              - url: {address}api/v1/write
                queue_config:
                  batch_send_deadline: 1s
            """), Cancelled);
        return file;
    }
}
