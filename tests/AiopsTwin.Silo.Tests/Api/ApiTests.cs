using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Api;

/// <summary>The API, silo/Api, asked from outside over HTTP.</summary>
public sealed class ApiTests(SiloHost silo) : IClassFixture<SiloHost>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Topology_PutThenGet_GivesTheSameGraphAndItsVersionAsTag()
    {
        var twin = await silo.NewTwinAsync(Cancelled);

        using var answer = await silo.Client.GetAsync($"/api/v1/twins/{twin}/topology", Cancelled);
        var exported = await answer.Content.ReadAsStringAsync(Cancelled);
        using var again = await PutAsync(twin, exported, null);

        Assert.Equal("\"1\"", answer.Headers.ETag?.Tag);
        Assert.Equal("\"1\"", again.Headers.ETag?.Tag);
        Assert.Equal(0, (await JsonAsync(again)).GetProperty("linksChanged").GetInt32());
    }

    [Fact]
    public async Task Topology_PutWithAnOldVersion_IsRefusedAndChangesNothing()
    {
        var twin = await silo.NewTwinAsync(Cancelled);
        var other = """{"format":1,"name":"other","entities":[{"id":"service:other"}]}""";
        using var first = await PutAsync(twin, other, "\"1\"");

        using var stale = await PutAsync(
            twin, other.Replace("other\"}", "third\"}", StringComparison.Ordinal), "\"1\"");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal(["service:other"], await EntitiesAsync(twin));
    }

    [Fact]
    public async Task Topology_PatchWithRemovals_TakesEntitiesOut()
    {
        var twin = await silo.NewTwinAsync(Cancelled);

        using var answer = await silo.Client.PatchAsync(
            $"/api/v1/twins/{twin}/topology?remove=service:web", null, Cancelled);

        Assert.Equal(1, (await JsonAsync(answer)).GetProperty("removed").GetInt32());
        Assert.Equal(["service:db"], await EntitiesAsync(twin));
    }

    [Fact]
    public async Task Topology_OlderVersionAsYaml_IsStillThere()
    {
        var twin = await silo.NewTwinAsync(Cancelled);
        using var patched = await silo.Client.PatchAsync(
            $"/api/v1/twins/{twin}/topology?remove=service:web", null, Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/twins/{twin}/topology?version=1");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/yaml"));

        using var answer = await silo.Client.SendAsync(request, Cancelled);

        Assert.Equal("application/yaml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("service:web", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entities_PageByPage_GiveEveryEntityOnce()
    {
        var twin = await silo.NewTwinAsync(Cancelled);

        var first = await GetAsync($"/api/v1/twins/{twin}/entities?limit=1");
        var next = first.GetProperty("next").GetString();
        var second = await GetAsync($"/api/v1/twins/{twin}/entities?limit=1&after={next}");

        Assert.Equal("service:db", first.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal("service:web", second.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task BlastRadius_OfADependency_ReachesTheDependent()
    {
        var twin = await silo.NewTwinAsync(Cancelled);

        var answer = await GetAsync($"/api/v1/twins/{twin}/entities/service%3Adb/blast-radius");

        Assert.Equal(["service:db", "service:web"], answer.GetProperty("reached").EnumerateArray()
            .Select(reach => reach.GetProperty("entity").GetString()));
    }

    [Fact]
    public async Task Capacity_OfADiskThatFills_NamesTheDay()
    {
        var twin = await silo.NewTwinAsync(Cancelled);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var samples = Enumerable.Range(0, (24 * 20) + 1).Select(hour => new
        {
            metric = "disk.utilization",
            at = start.AddHours(hour),
            value = 0.4 + (hour * 0.02 / 24),
        });
        foreach (var chunk in samples.Chunk(120))
        {
            using var answer = await silo.Client.PostAsJsonAsync($"/api/v1/twins/{twin}/samples",
                new { batches = new[] { new { entity = "service:db", samples = chunk } } }, Cancelled);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var moved = await silo.Client.PostAsJsonAsync(
            $"/api/v1/twins/{twin}/advance", new { now = start.AddDays(20) }, Cancelled);

        var forecasts = await GetAsync($"/api/v1/twins/{twin}/entities/service%3Adb/capacity?leadDays=7");

        var disk = Assert.Single(forecasts.EnumerateArray());
        Assert.Equal("disk.utilization", disk.GetProperty("resource").GetString());
        Assert.Equal(start.AddDays(30), disk.GetProperty("fullOn").GetDateTimeOffset(), TimeSpan.FromHours(6));
        Assert.Equal(20, disk.GetProperty("course").GetProperty("days").GetArrayLength());

        // Twenty days to an end within the lead time: the step of the clock asked the entity, and it warns.
        var board = await GetAsync($"/api/v1/twins/{twin}/capacity");
        Assert.Equal(1, board.GetProperty("withDate").GetInt32());
        var line = Assert.Single(board.GetProperty("lines").EnumerateArray());
        Assert.Equal("service:db", line.GetProperty("entity").GetString());
        var busier = await GetAsync($"/api/v1/twins/{twin}/capacity?work=2");
        Assert.True(
            FullWithMoreWork(busier) < FullWithMoreWork(board), "twice the work fills it sooner than a fifth more");
        var details = await GetAsync($"/api/v1/twins/{twin}/entities/service%3Adb");
        var alert = Assert.Single(details.GetProperty("alerts").EnumerateArray());
        Assert.Equal("disk.utilization full soon", alert.GetProperty("name").GetString());
        Assert.Equal(0, (await GetAsync($"/api/v1/twins/{twin}")).GetProperty("incidentsSeen").GetInt32());
    }

    [Fact]
    public async Task Samples_ForKnownAndUnknownEntities_AreCountedApart()
    {
        var twin = await silo.NewTwinAsync(Cancelled);
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var samples = new[] { new { metric = "request.rate", at, value = 5.0 } };
        object Batch(string entity) => new { entity, samples };

        using var answer = await silo.Client.PostAsJsonAsync($"/api/v1/twins/{twin}/samples",
            new { batches = new[] { Batch("service:web"), Batch("service:nobody") } }, Cancelled);

        var receipt = await JsonAsync(answer);
        Assert.Equal(1, receipt.GetProperty("accepted").GetInt32());
        Assert.Equal(1, receipt.GetProperty("unresolved").GetInt32());
    }

    [Fact]
    public async Task Changes_SentTwice_AreRecordedOnce()
    {
        var twin = await silo.NewTwinAsync(Cancelled);
        var body = new
        {
            changes = new[]
            {
                new
                {
                    id = "d-1",
                    entity = "service:web",
                    kind = "deployment",
                    at = "2026-01-01T00:00:00Z",
                    title = "web 2",
                },
            },
        };

        using var first = await silo.Client.PostAsJsonAsync($"/api/v1/twins/{twin}/changes", body, Cancelled);
        using var second = await silo.Client.PostAsJsonAsync($"/api/v1/twins/{twin}/changes", body, Cancelled);

        Assert.Equal(1, (await JsonAsync(first)).GetProperty("recorded").GetInt32());
        Assert.Equal(1, (await JsonAsync(second)).GetProperty("duplicates").GetInt32());
    }

    [Fact]
    public async Task Advance_OfADrivenTwin_MovesItsClock()
    {
        var twin = await silo.NewTwinAsync(Cancelled);

        using var answer = await silo.Client.PostAsJsonAsync(
            $"/api/v1/twins/{twin}/advance", new { now = "2026-01-01T00:00:30Z" }, Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var status = await GetAsync($"/api/v1/twins/{twin}");
        Assert.Equal("2026-01-01T00:00:30+00:00", status.GetProperty("now").GetString());
    }

    [Theory]
    [InlineData("demo", "samples")]
    [InlineData("demo", "spans")]
    [InlineData("demo", "logs")]
    [InlineData("demo", "advance")]
    [InlineData("live", "advance")]
    public async Task Feed_OfATwinThatSomebodyElseDrives_IsAConflict(string twin, string path)
    {
        using var answer = await silo.Client.PostAsJsonAsync($"/api/v1/twins/{twin}/{path}", new { }, Cancelled);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Twins_WithATopology_AreListed()
    {
        var twin = await silo.NewTwinAsync(Cancelled);

        var list = await GetAsync("/api/v1/twins");

        var twins = list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("twin").GetString());
        Assert.Contains(twin, twins);
    }

    [Fact]
    public async Task OpenApi_Description_HasEveryRouteAndIsVersion31()
    {
        var description = await GetAsync("/openapi/v1.json");

        Assert.StartsWith("3.1", description.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var paths = description.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.Equal(
            [
                "/api/v1/runs", "/api/v1/runs/{run}", "/api/v1/runs/{run}/capacity/world",
                "/api/v1/runs/{run}/compare/{other}",
                "/api/v1/runs/{run}/faults", "/api/v1/runs/{run}/fork", "/api/v1/runs/{run}/pause",
                "/api/v1/runs/{run}/play",
                "/api/v1/runs/{run}/questions/blast-radius", "/api/v1/runs/{run}/questions/collapse",
                "/api/v1/runs/{run}/questions/contingency", "/api/v1/runs/{run}/questions/headroom",
                "/api/v1/runs/{run}/report", "/api/v1/runs/{run}/seek", "/api/v1/runs/{run}/speed",
                "/api/v1/runs/{run}/stop", "/api/v1/runs/{run}/timeline",
                "/api/v1/scenarios", "/api/v1/twins", "/api/v1/twins/{twin}",
                "/api/v1/twins/{twin}/advance", "/api/v1/twins/{twin}/alerts",
                "/api/v1/twins/{twin}/alerts/{fingerprint}/placement", "/api/v1/twins/{twin}/capacity",
                "/api/v1/twins/{twin}/capacity/world",
                "/api/v1/twins/{twin}/changes", "/api/v1/twins/{twin}/entities",
                "/api/v1/twins/{twin}/entities/{entity}",
                "/api/v1/twins/{twin}/entities/{entity}/alerts/{fingerprint}/answer",
                "/api/v1/twins/{twin}/entities/{entity}/blast-radius",
                "/api/v1/twins/{twin}/entities/{entity}/capacity",
                "/api/v1/twins/{twin}/feedback", "/api/v1/twins/{twin}/feedback/{word}/undo",
                "/api/v1/twins/{twin}/fit",
                "/api/v1/twins/{twin}/gates", "/api/v1/twins/{twin}/gates/lift",
                "/api/v1/twins/{twin}/gates/restore", "/api/v1/twins/{twin}/incidents",
                "/api/v1/twins/{twin}/incidents/{incident}", "/api/v1/twins/{twin}/incidents/{incident}/cause",
                "/api/v1/twins/{twin}/incidents/{incident}/close", "/api/v1/twins/{twin}/incidents/{incident}/merge",
                "/api/v1/twins/{twin}/incidents/{incident}/split",
                "/api/v1/twins/{twin}/logs",
                "/api/v1/twins/{twin}/quality",
                "/api/v1/twins/{twin}/questions/blast-radius", "/api/v1/twins/{twin}/questions/collapse",
                "/api/v1/twins/{twin}/questions/contingency", "/api/v1/twins/{twin}/questions/headroom",
                "/api/v1/twins/{twin}/recurring",
                "/api/v1/twins/{twin}/samples", "/api/v1/twins/{twin}/silences",
                "/api/v1/twins/{twin}/silences/{silence}/expire",
                "/api/v1/twins/{twin}/spans", "/api/v1/twins/{twin}/topology",
            ],
            paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Health_OfARunningSilo_IsAliveAndReady()
    {
        using var live = await silo.Client.GetAsync("/health/live", Cancelled);
        using var ready = await silo.Client.GetAsync("/health/ready", Cancelled);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task Metrics_OfARunningSilo_HaveOurMetersAndTheRuntimes()
    {
        await silo.NewTwinAsync(Cancelled);

        var text = await silo.Client.GetStringAsync("/metrics", Cancelled);

        Assert.Contains("aiopstwin_eventlog_records_total", text, StringComparison.Ordinal);
        Assert.Contains("orleans_", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_", text, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PutAsync(string twin, string body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/twins/{twin}/topology")
        {
            Content = new StringContent(body, new MediaTypeHeaderValue("application/json")),
        };
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        }

        return await silo.Client.SendAsync(request, Cancelled);
    }

    private async Task<string?[]> EntitiesAsync(string twin) =>
        [.. (await GetAsync($"/api/v1/twins/{twin}/entities")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("id").GetString())];

    private static DateTimeOffset FullWithMoreWork(JsonElement board) => board.GetProperty("lines")[0]
        .GetProperty("forecast").GetProperty("advice").GetProperty("withMoreWork").GetProperty("fullOn")
        .GetDateTimeOffset();

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await silo.Client.GetAsync(path, Cancelled);
        return await JsonAsync(answer);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
