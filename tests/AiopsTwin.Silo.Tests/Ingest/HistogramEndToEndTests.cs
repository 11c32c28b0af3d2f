using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Hosting;
using AiopsTwin.Silo.Ingest.RemoteWrite;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Ingest;

/// <summary>Histograms from a body of remote write (<see cref="HistogramCollector"/>) to the series of an entity,
/// through a silo that is killed on the way.</summary>
public sealed class HistogramEndToEndTests : IDisposable
{
    private const int StepSeconds = 10;
    private readonly TemporaryFolder _folder = new();

    private readonly long _start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 600_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_BetweenTwoScrapes_EveryIntervalOfAHistogramIsThereAgain()
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}");
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Storage__Path"] = _folder.File("twin.db"),
            ["Silo__Demo"] = "false",
            ["Silo__Ui"] = "false",
        };
        await using (var first = await SiloProcess.StartAsync(address, environment, null, Cancelled))
        {
            await ScrapeAsync(first, 0, 6);
            await first.KillAsync();
        }

        await using var second = await SiloProcess.StartAsync(address, environment, null, Cancelled);
        await ScrapeAsync(second, 6, 10);
        var entity = await second.Client.GetFromJsonAsync<JsonElement>(
            "/api/v1/twins/live/entities/instance%3Ashop%4010.0.0.7%3A8080", Cancelled);
        var rates = Values(entity, "request.rate");

        // Scrape k counts 100 + 10 k requests more than the one before; the first says where totals stand.
        Assert.Equal(
            Enumerable.Range(1, 9).Select(k => (_start + (k * StepSeconds * 1000), (100.0 + (10 * k)) / StepSeconds)),
            rates);
        Assert.All(Values(entity, "request.duration"), value => Assert.Equal(0.1, value.Value, 9));
        Assert.All(Values(entity, "request.duration.p95"), value => Assert.Equal(0.175, value.Value, 9));
        Assert.All(Values(entity, "request.error_ratio"), value => Assert.Equal(0, value.Value));
        Assert.Equal(9, Values(entity, "request.duration.p95").Length);
    }

    private async Task ScrapeAsync(SiloProcess silo, int from, int until)
    {
        for (var k = from; k < until; k++)
        {
            using var answer = await silo.Client.PostAsync("/api/v1/write", Scrape(k).ToContent(), Cancelled);
            Assert.Equal(204, (int)answer.StatusCode);
        }
    }

    private WriteRequest Scrape(int k)
    {
        const string name = "http_request_duration_seconds";
        string[] labels = ["instance=10.0.0.7:8080", "job=shop", "code=200"];
        var at = _start + (k * StepSeconds * 1000);
        var count = (100 * k) + (5 * k * (k + 1));
        return new WriteRequest()
            .Series(name + "_bucket", [.. labels, "le=0.1"], (at, 0.8 * count))
            .Series(name + "_bucket", [.. labels, "le=0.2"], (at, count))
            .Series(name + "_bucket", [.. labels, "le=+Inf"], (at, count))
            .Series(name + "_sum", labels, (at, 0.1 * count))
            .Series(name + "_count", labels, (at, count));
    }

    private static (long At, double Value)[] Values(JsonElement entity, string metric) =>
    [
        .. entity.GetProperty("series").EnumerateArray()
            .Single(series => series.GetProperty("metric").GetString() == metric)
            .GetProperty("recent").EnumerateArray()
            .Select(one => (
                one.GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds(),
                Math.Round(one.GetProperty("value").GetDouble(), 9))),
    ];
}
