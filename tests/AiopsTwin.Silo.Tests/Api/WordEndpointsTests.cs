using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Api;

public sealed class WordEndpointsTests : IAsyncLifetime
{
    private const string Twin = "/api/v1/twins/spoken";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly SiloHost _silo = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _silo.InitializeAsync();
        using var put = await _silo.Client.PutAsJsonAsync(Twin + "/topology", new
        {
            format = 1,
            name = "spoken",
            entities = new object[]
            {
                new { id = "service:web", dependsOn = new[] { new { to = "service:auth", kind = "calls-sync" } } },
                new { id = "service:auth" },
                new { id = "service:mail" },
                new { id = "service:cron" },
            },
        }, Cancelled);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Cancelled));
        await AlertAsync("service:auth", 0);
        await AdvanceAsync(20);
        await AlertAsync("service:mail", 30);
        await AdvanceAsync(60);
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Merge_AndUndo_ShowInIncidentsAndFeedback()
    {
        var (merged, receipt) = await PostAsync(
            "/incidents/INC-2/merge", new { into = "INC-1", who = "ana", why = "x" });
        var away = await GetAsync("/incidents/INC-2");
        var (undone, _) = await PostAsync("/feedback/W-1/undo", new { who = "ben", why = "no" });
        var back = await GetAsync("/incidents/INC-2");
        var feedback = (await GetAsync("/feedback")).GetProperty("words")[0];

        Assert.Equal((200, 200), (merged, undone));
        Assert.Equal("W-1", receipt.GetProperty("id").GetString());
        Assert.Equal("INC-1", away.GetProperty("mergedInto").GetString());
        Assert.False(back.TryGetProperty("mergedInto", out var into) && into.ValueKind == JsonValueKind.String);
        Assert.Equal("ben", feedback.GetProperty("undoneBy").GetString());
    }

    [Fact]
    public async Task Split_OfMembers_NamesTheNewIncident()
    {
        await AlertAsync("service:web", 61);
        await AdvanceAsync(70);

        var (status, receipt) = await PostAsync(
            "/incidents/INC-1/split", new { entities = new[] { "service:web" }, who = "ana", why = "x" });

        Assert.Equal(200, status);
        Assert.Equal("INC-3", receipt.GetProperty("incident").GetString());
    }

    [Fact]
    public async Task Cause_OfAnIncident_IsFirstAndTaught()
    {
        var (status, _) = await PostAsync(
            "/incidents/INC-1/cause", new { cause = "service:cron", who = "ana", why = "disk full" });
        var suspect = (await GetAsync("/incidents/INC-1")).GetProperty("diagnosis").GetProperty("suspects")[0];
        var lesson = (await GetAsync("/feedback")).GetProperty("learned")[0];

        Assert.Equal(200, status);
        Assert.Equal("service:cron", suspect.GetProperty("entity").GetString());
        Assert.Equal("said by ana: disk full", suspect.GetProperty("evidence")[0].GetProperty("sentence").GetString());
        Assert.Equal("service:auth", lesson.GetProperty("insteadOf").GetString());
    }

    [Fact]
    public async Task Silence_AddedAndExpired_WithholdsWhatMatches()
    {
        var (added, receipt) = await PostAsync("/silences", new
        {
            matchers = new[] { "entity=service:cron" },
            until = Start.AddHours(1),
            author = "ana",
            comment = "migration",
        });
        await AlertAsync("service:cron", 65);
        await AdvanceAsync(90);
        var line = (await GetAsync("/silences")).GetProperty("items")[0];
        var why = await GetAsync("/alerts/am%2Fservice:cron/placement");
        var (expired, _) = await PostAsync("/silences/SIL-1/expire", new { who = "ben", why = "done" });

        Assert.Equal((200, 200), (added, expired));
        Assert.Equal("SIL-1", receipt.GetProperty("id").GetString());
        Assert.Equal(1, line.GetProperty("heldCount").GetInt32());
        Assert.Contains("by silence SIL-1 of ana: migration", why.GetProperty("reason").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gates_OfAlertsWithoutWhatTheyNeed_AreListedAndLifted()
    {
        await SendAsync(new { entity = "service:stranger", name = "down", startsAt = Start.AddSeconds(65) });
        await SendAsync(new { name = "down", startsAt = Start.AddSeconds(65) });
        await SendAsync(new { entity = "service:cron", name = "down" });
        await AdvanceAsync(400);

        var board = await GetAsync("/gates");
        var gates = board.GetProperty("gates").EnumerateArray().Select(gate => gate.GetProperty("id").GetString());
        var (lifted, _) = await PostAsync(
            "/gates/lift", new { gate = "unknown-entity/service:stranger", who = "ana", why = "it is new" });
        var (restored, _) = await PostAsync(
            "/gates/restore", new { gate = "unknown-entity/service:stranger", who = "ana", why = "no" });
        var (unknown, problem) = await PostAsync("/gates/lift", new { gate = "x", who = "ana", why = "y" });

        Assert.Equal(["no-entity", "no-start/api/down", "unknown-entity/service:stranger"], gates);
        Assert.Equal(3, board.GetProperty("heldCount").GetInt32());
        Assert.Equal((200, 200, 409), (lifted, restored, unknown));
        Assert.Equal("gate", problem.GetProperty("problems")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Answer_OfAnAlertOfOthers_IsCounted()
    {
        var (status, _) = await PostAsync(
            "/entities/service%3Amail/alerts/am%2Fservice%3Amail/answer", new { wanted = false, who = "ana" });
        var (unknown, _) = await PostAsync(
            "/entities/service%3Amail/alerts/nothing/answer", new { wanted = false });

        Assert.Equal((204, 404), (status, unknown));
    }

    [Theory]
    [InlineData("/incidents/INC-1/merge", """{"who":"ana","why":"x"}""", 400, "$.into")]
    [InlineData("/incidents/INC-1/merge", """{"into":"INC-1","who":"ana","why":"x"}""", 409, "incident")]
    [InlineData("/incidents/INC-9/merge", """{"into":"INC-1","who":"ana","why":"x"}""", 404, "incident")]
    [InlineData("/incidents/INC-1/split", """{"who":"ana","why":"x"}""", 400, "$.alerts")]
    [InlineData("/incidents/INC-1/cause", """{"who":"ana","why":"x"}""", 400, "$.cause")]
    [InlineData("/incidents/INC-1/cause", """{"cause":"service:none","who":"ana","why":"x"}""", 409, "incident")]
    [InlineData("/incidents/INC-1/cause", """{"cause":"service:web"}""", 400, "$.who")]
    [InlineData("/feedback/W-9/undo", """{"who":"ana","why":"x"}""", 409, "word")]
    [InlineData("/silences", """{"matchers":["x"],"author":"ana","comment":"c"}""", 400, "$.matchers")]
    [InlineData("/silences/SIL-9/expire", """{"who":"ana","why":"x"}""", 409, "silence")]
    public async Task Word_ThatCannotStand_IsAnsweredWithFieldAndReason(
        string address, string body, int expected, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _silo.Client.PostAsync(Twin + address, content, Cancelled);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);

        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(problem.GetProperty("problems").EnumerateArray(),
            one => one.GetProperty("field").GetString() == field);
    }

    [Fact]
    public async Task Feedback_OfAnUnknownTwin_IsNotFound()
    {
        using var answer = await _silo.Client.GetAsync("/api/v1/twins/nobody/feedback", Cancelled);

        Assert.Equal(404, (int)answer.StatusCode);
    }

    private Task AlertAsync(string entity, int seconds) => SendAsync(new
    {
        fingerprint = $"am/{entity}",
        entity,
        name = "HighLatency",
        severity = "critical",
        startsAt = Start.AddSeconds(seconds),
    });

    private async Task SendAsync(object alert)
    {
        using var answer = await _silo.Client.PostAsJsonAsync(
            Twin + "/alerts", new { alerts = new[] { alert } }, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private async Task AdvanceAsync(int seconds)
    {
        using var answer = await _silo.Client.PostAsJsonAsync(
            Twin + "/advance", new { now = Start.AddSeconds(seconds) }, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private async Task<(int Status, JsonElement Body)> PostAsync(string address, object body)
    {
        using var answer = await _silo.Client.PostAsJsonAsync(Twin + address, body, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    private Task<JsonElement> GetAsync(string address) =>
        _silo.Client.GetFromJsonAsync<JsonElement>(Twin + address, Cancelled);
}
