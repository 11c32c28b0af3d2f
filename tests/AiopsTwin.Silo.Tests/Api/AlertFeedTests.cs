using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Api;

/// <summary>Alerts of others about a time long past, as whoever replays a recording sends them.</summary>
public sealed class AlertFeedTests : IAsyncLifetime
{
    private const string Twin = "/api/v1/twins/recorded";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddMinutes(4);
    private readonly SiloHost _silo = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _silo.InitializeAsync();
        using var put = await _silo.Client.PutAsJsonAsync(Twin + "/topology", new
        {
            format = 1,
            name = "recorded",
            entities = new object[]
            {
                new { id = "service:web", dependsOn = new[] { new { to = "service:auth", kind = "calls-sync" } } },
                new { id = "service:auth" },
            },
        }, Cancelled);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Cancelled));
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Alerts_BeforeTheTwinHasATime_EndWhenTheySay()
    {
        await SendAsync("critical", null);
        await AdvanceAsync(Start.AddSeconds(20));
        await SendAsync("critical", End);
        await AdvanceAsync(End.AddMinutes(1));

        Assert.Equal(["mitigated"], await StatesAsync());
    }

    [Fact]
    public async Task Alerts_RepeatOvertakenByTheirEnd_StayEnded()
    {
        await SendAsync("critical", null);
        await AdvanceAsync(Start.AddSeconds(20));
        await SendAsync("critical", End);
        await AdvanceAsync(End.AddMinutes(1));
        await SendAsync("critical", null);
        await AdvanceAsync(End.AddMinutes(2));

        Assert.Equal(["mitigated"], await StatesAsync());
    }

    [Fact]
    public async Task Alerts_WarningsRepeatedWithinTheHold_AreHeldFromTheirBeginning()
    {
        for (var second = 0; second <= 300; second += 15)
        {
            await SendAsync("warning", null);
            await AdvanceAsync(Start.AddSeconds(second));
        }

        Assert.Equal(["diagnosed"], await StatesAsync());
    }

    [Fact]
    public async Task Placement_OfAnAlert_SaysWhyItIsThereAndNotElsewhere()
    {
        await SendAsync("critical", null);
        await AdvanceAsync(Start.AddSeconds(20));

        var here = await _silo.Client.GetFromJsonAsync<JsonElement>(
            Twin + "/alerts/am%2Fservice:web/placement", Cancelled);
        using var nowhere = await _silo.Client.GetAsync(Twin + "/alerts/unheard-of/placement", Cancelled);
        using var inside = await _silo.Client.GetAsync(
            Twin + "/alerts/am%2Fservice:web/placement?incident=INC-1", Cancelled);

        Assert.Equal("INC-1", here.GetProperty("incident").GetString());
        Assert.Equal(
            ["service:web", "service:auth"],
            here.GetProperty("path").EnumerateArray().Select(entity => entity.GetString()));
        Assert.StartsWith(
            "service:web - service:auth relates it to service:auth, the suspected cause; it began at 08:00:00",
            here.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (int)nowhere.StatusCode);
        Assert.Equal(404, (int)inside.StatusCode);
    }

    private async Task SendAsync(string severity, DateTimeOffset? endsAt)
    {
        using var answer = await _silo.Client.PostAsJsonAsync(Twin + "/alerts", new
        {
            alerts = new[] { "service:web", "service:auth" }.Select(
                entity => new
                {
                    fingerprint = $"am/{entity}",
                    entity,
                    name = "HighLatency",
                    severity,
                    startsAt = Start,
                    endsAt,
                }),
        }, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private async Task AdvanceAsync(DateTimeOffset now)
    {
        using var answer = await _silo.Client.PostAsJsonAsync(Twin + "/advance", new { now }, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private async Task<string?[]> StatesAsync()
    {
        var page = await _silo.Client.GetFromJsonAsync<JsonElement>(Twin + "/incidents", Cancelled);
        return [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("state").GetString())];
    }
}
