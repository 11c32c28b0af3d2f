using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Hosting;

namespace AiopsTwin.Silo.Tests.Support;

/// <summary>A real Prometheus: one that scrapes as its file says, or one that has nothing but a history.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/prometheus";
    private const string Tool = "/usr/bin/promtool";

    // Prometheus answers with this many points of a series at most.
    private const int MostPoints = 11_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly HttpClient _client;

    private PrometheusServer(Process process, int port)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Skips the running test unless Prometheus and what else it needs are there.</summary>
    public static void RequireOrSkip(params string[] programs) => Programs.RequireOrSkip(
        programs.Append(Program).All(File.Exists), "AIOPSTWIN_REQUIRE_PROMETHEUS",
        $"{string.Join(" and ", programs.Append(Program))} are not installed");

    public static void RequireToolOrSkip() => RequireOrSkip(Tool);

    /// <summary>Starts it with a file of its own and a folder it keeps samples in.</summary>
    public static PrometheusServer Start(string file, string folder, int port, params string[] more) => new(
        Programs.Start(Program,
        [
            $"--config.file={file}", $"--storage.tsdb.path={folder}", $"--web.listen-address=127.0.0.1:{port}", .. more,
        ]),
        port);

    /// <summary>Starts one that knows what a text says, in the OpenMetrics format with an instant on each line, and
    /// waits until it answers. Samples last a second in it: a history has no marks where a series ended, and a value
    /// that outlives its sample by minutes would be counted again.</summary>
    public static async Task<PrometheusServer> WithHistoryAsync(
        TemporaryFolder folder, string openMetrics, CancellationToken cancellationToken)
    {
        var (text, blocks, file) = (folder.File("history.txt"), folder.File("blocks"), folder.File("empty.yml"));
        await File.WriteAllTextAsync(text, openMetrics, cancellationToken);
        await File.WriteAllTextAsync(file, "scrape_configs: []\n", cancellationToken);
        await Programs.RunAsync(Tool,
            ["tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=8760h", text, blocks, "--quiet"],
            cancellationToken);
        var server = Start(file, blocks, LoopbackPorts.Free(1)[0],
            "--storage.tsdb.retention.time=100y", "--query.lookback-delta=1s");
        await Until.TrueAsync("Prometheus answers", server.IsReadyAsync, Deadline, cancellationToken);
        return server;
    }

    /// <summary>The one series of an expression over time; instants at which it has no value are absent.</summary>
    public async Task<Dictionary<DateTimeOffset, double>> EvaluateAsync(
        string expression, DateTimeOffset from, DateTimeOffset until, TimeSpan step,
        CancellationToken cancellationToken)
    {
        var values = new Dictionary<DateTimeOffset, double>();
        for (var begin = from; begin <= until; begin += MostPoints * step)
        {
            var end = begin + ((MostPoints - 1) * step);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["query"] = expression,
                ["start"] = begin.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                ["end"] = (end < until ? end : until).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                ["step"] = step.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            });
            using var answer = await _client.PostAsync("/api/v1/query_range", form, cancellationToken);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            var series = body.GetProperty("data").GetProperty("result");
            foreach (var point in series.EnumerateArray().SelectMany(one => one.GetProperty("values").EnumerateArray()))
            {
                values.Add(
                    DateTimeOffset.FromUnixTimeSeconds((long)point[0].GetDouble()),
                    double.Parse(point[1].GetString()!, CultureInfo.InvariantCulture));
            }
        }

        return values;
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync("/-/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
