using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Api;

/// <summary>What the API, silo/Api, says of telemetry itself, asked from outside over HTTP.</summary>
public sealed class TelemetryApiTests(SiloHost silo) : IClassFixture<SiloHost>
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quality_OneEntityWithHoles_NamesItAndItsSource()
    {
        var twin = await silo.NewTwinAsync(Cancelled);
        var minutes = Enumerable.Range(0, 120).Select(minute => Start.AddMinutes(minute)).ToArray();
        await SendAsync(twin, "service:web", "steady", minutes);
        await SendAsync(twin, "service:db", "torn", [.. minutes.Where((_, i) => i < 40 || i % 2 == 0)]);
        await AdvanceAsync(twin, minutes[^1]);

        var quality = await GetAsync($"/api/v1/twins/{twin}/quality");
        var details = await GetAsync($"/api/v1/twins/{twin}/entities/service%3Adb");

        Assert.Equal(2, quality.GetProperty("judged").GetInt32());
        Assert.Equal(1, quality.GetProperty("poor").GetInt32());
        var worst = Assert.Single(quality.GetProperty("entities").EnumerateArray());
        Assert.Equal("service:db", worst.GetProperty("entity").GetString());
        Assert.Equal("gaps", worst.GetProperty("reasons")[0].GetProperty("flaw").GetString());
        Assert.Equal(["steady", "torn"], quality.GetProperty("sources").EnumerateArray()
            .Select(source => source.GetProperty("source").GetString()));
        Assert.InRange(worst.GetProperty("score").GetDouble(), 0.5, 0.89);
        Assert.Equal(
            worst.GetProperty("score").GetDouble(), details.GetProperty("quality").GetProperty("score").GetDouble());
        Assert.InRange(details.GetProperty("vitals").GetProperty("quality").GetDouble(), 0.5, 0.89);
    }

    [Fact]
    public async Task Entity_WithAnObjective_TellsItsBudget()
    {
        var twin = await silo.NewTwinAsync(Cancelled);
        using var patched = await silo.Client.PatchAsJsonAsync($"/api/v1/twins/{twin}/topology", new
        {
            format = 1,
            name = "small",
            entities = new[]
            {
                new
                {
                    id = "service:db",
                    labels = new Dictionary<string, string> { ["slo.availability"] = "99%" },
                },
            },
        }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        var served = Enumerable.Range(0, 60).SelectMany(minute => new[]
        {
            new { metric = "request.rate", at = Start.AddMinutes(minute), value = 10.0 },
            new { metric = "request.error_ratio", at = Start.AddMinutes(minute), value = 0.2 },
        });
        using var answer = await silo.Client.PostAsJsonAsync($"/api/v1/twins/{twin}/samples",
            new { batches = new[] { new { entity = "service:db", samples = served } } }, Cancelled);
        await AdvanceAsync(twin, Start.AddHours(1));

        var details = await GetAsync($"/api/v1/twins/{twin}/entities/service%3Adb");

        var objective = Assert.Single(details.GetProperty("objectives").EnumerateArray());
        Assert.Equal(0.99, objective.GetProperty("objective").GetProperty("target").GetDouble());
        Assert.Equal("critical", objective.GetProperty("severity").GetString());
        Assert.Equal(20, objective.GetProperty("windows")[2].GetProperty("burnRate").GetDouble(), 0.01);
        Assert.Contains(details.GetProperty("alerts").EnumerateArray(),
            alert => alert.GetProperty("name").GetString() == "availability budget burns fast");
    }

    [Fact]
    public async Task Recurring_SpikeOfEveryAfternoon_IsOneFinding()
    {
        var twin = await silo.NewTwinAsync(Cancelled);
        var samples = Enumerable.Range(0, 5 * 288).Select(i => new
        {
            metric = "queue.depth",
            at = Start.AddMinutes(5 * i),
            value = 40 + (i % 7) + (i % 288 == 180 ? 200 : 0),
        });
        foreach (var chunk in samples.Chunk(144))
        {
            using var answer = await silo.Client.PostAsJsonAsync($"/api/v1/twins/{twin}/samples",
                new { batches = new[] { new { entity = "service:db", samples = chunk } } }, Cancelled);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await AdvanceAsync(twin, Start.AddDays(5));

        var findings = await GetAsync($"/api/v1/twins/{twin}/recurring");
        var details = await GetAsync($"/api/v1/twins/{twin}/entities/service%3Adb");

        var finding = Assert.Single(findings.GetProperty("items").EnumerateArray());
        Assert.Equal("service:db", finding.GetProperty("entity").GetString());
        Assert.Contains("every day around 15:00 UTC (", finding.GetProperty("summary").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(1, details.GetProperty("recurring").GetArrayLength());
        Assert.Equal(1, details.GetProperty("vitals").GetProperty("recurring").GetInt32());
    }

    private async Task SendAsync(string twin, string entity, string source, DateTimeOffset[] instants)
    {
        var samples = instants.Select((at, i) => new { metric = "queue.depth", at, value = 20 + (i % 7) });
        using var answer = await silo.Client.PostAsJsonAsync(
            $"/api/v1/twins/{twin}/samples", new { batches = new[] { new { entity, source, samples } } }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task AdvanceAsync(string twin, DateTimeOffset now)
    {
        using var answer = await silo.Client.PostAsJsonAsync($"/api/v1/twins/{twin}/advance", new { now }, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await silo.Client.GetAsync(path, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
