using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Api;

public sealed class IncidentRecordsTests : IAsyncLifetime
{
    // As few as can be set. Two more open, so that two records go once they are closed and another one opens.
    private const int Kept = 500;
    private const int Services = Kept + 2;
    private const string Twin = "/api/v1/twins/crowded";

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly SiloHost _silo = new() { More = ["--Twin:IncidentsKept", $"{Kept}"] };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Incident_BeyondThoseKept_IsGoneAndTheAnswerSaysWhy()
    {
        using var put = await _silo.Client.PutAsJsonAsync(Twin + "/topology", new
        {
            format = 1,
            name = "crowded",
            entities = Enumerable.Range(1, Services).Select(number => new { id = $"service:s{number:000}" }),
        }, Cancelled);
        await FireAsync(Enumerable.Range(1, Services), Start, null);
        await AdvanceAsync(Start.AddMinutes(1), 3);
        await FireAsync(Enumerable.Range(1, Services), Start, Start.AddMinutes(2));
        await AdvanceAsync(Start.AddMinutes(5), 2);
        await AdvanceAsync(Start.AddDays(1), 2);
        await FireAsync([1], Start.AddDays(1.3), null);
        await AdvanceAsync(Start.AddDays(1.4), 3);

        using var gone = await _silo.Client.GetAsync(Twin + "/incidents/INC-1", Cancelled);
        using var closing = await _silo.Client.PostAsJsonAsync(
            Twin + "/incidents/INC-1/close", new { who = "alice", why = "test" }, Cancelled);
        using var kept = await _silo.Client.GetAsync(Twin + "/incidents/INC-4", Cancelled);
        using var never = await _silo.Client.GetAsync(Twin + "/incidents/INC-9999", Cancelled);

        Assert.Equal(410, (int)gone.StatusCode);
        Assert.Equal(410, (int)closing.StatusCode);
        Assert.Equal(200, (int)kept.StatusCode);
        Assert.Equal(404, (int)never.StatusCode);
        var problem = await gone.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(
            "the record of 'INC-1' was removed: a twin keeps those of its newest 500 incidents (Twin:IncidentsKept)",
            problem.GetProperty("problems")[0].GetProperty("reason").GetString());
    }

    private async Task FireAsync(IEnumerable<int> services, DateTimeOffset startsAt, DateTimeOffset? endsAt)
    {
        foreach (var some in services.Chunk(100))
        {
            using var answer = await _silo.Client.PostAsJsonAsync(Twin + "/alerts", new
            {
                alerts = some.Select(number => new
                {
                    entity = $"service:s{number:000}",
                    name = startsAt == Start ? "down" : "down again",
                    severity = "critical",
                    startsAt,
                    endsAt,
                }),
            }, Cancelled);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        }
    }

    private async Task AdvanceAsync(DateTimeOffset from, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            using var answer = await _silo.Client.PostAsJsonAsync(
                Twin + "/advance", new { now = from.AddSeconds(10 * step) }, Cancelled);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        }
    }
}
