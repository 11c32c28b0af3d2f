using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Api;

/// <summary>Forks and comparisons of runs over HTTP, silo/Api/TimelineEndpoints.cs.</summary>
public sealed class TimelineEndpointsTests : IAsyncLifetime
{
    private const string Runs = "/api/v1/runs";
    private readonly SiloHost _silo = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _silo.InitializeAsync();
        using var begun = await _silo.Client.PostAsJsonAsync(
            Runs, new { scenario = "schema-update", run = "was", speed = 0, isPlaying = false, traces = 0 }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        await StandsAsync("was", "00:00:00");
        await PostAsync("was/seek", new { position = "00:20:00" }, HttpStatusCode.OK);
        await StandsAsync("was", "00:20:00");
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Fork_WithoutTheFault_IsARunOfItsOwnThatDiffers()
    {
        var fork = await PostAsync(
            "was/fork", new { fork = "might", position = "00:09:00", without = "scan" }, HttpStatusCode.Created);
        await StandsAsync("might", "00:09:00");
        await PostAsync("might/seek", new { position = "00:20:00" }, HttpStatusCode.OK);
        await StandsAsync("might", "00:20:00");
        var comparison = await GetAsync("was/compare/might");
        var timeline = await GetAsync("might/timeline");

        Assert.Equal("might", fork.GetProperty("run").GetString());
        Assert.Equal("00:20:00", comparison.GetProperty("at").GetString());
        Assert.StartsWith("00:16:", comparison.GetProperty("differentFrom").GetString(), StringComparison.Ordinal);
        Assert.Equal(("was", "00:09:00"),
            (timeline.GetProperty("parent").GetString(), timeline.GetProperty("forkedAt").GetString()));
        Assert.Empty(timeline.GetProperty("log").EnumerateArray());
    }

    [Fact]
    public async Task Compare_RunWithZoom_DiffersFromTheStart()
    {
        using var begun = await _silo.Client.PostAsJsonAsync(
            Runs,
            new
            {
                scenario = "schema-update",
                run = "near",
                speed = 0,
                isPlaying = false,
                traces = 0,
                zoom = new[] { "service:pricing" },
            },
            Cancelled);
        await StandsAsync("near", "00:00:00");
        var comparison = await GetAsync("was/compare/near");

        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        Assert.Equal("00:00:00", comparison.GetProperty("at").GetString());
    }

    [Fact]
    public async Task Fork_ThatCannotBe_SaysWhy()
    {
        var late = await PostAsync("was/fork", new { position = "00:25:00" }, HttpStatusCode.Conflict);
        var fault = await PostAsync(
            "was/fork", new { fault = new { kind = "meteor", target = "service:pricing" } }, HttpStatusCode.Conflict);

        Assert.Contains("where the run stands", late.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("'meteor' cannot be injected", fault.GetRawText(), StringComparison.Ordinal);
    }

    private Task StandsAsync(string run, string position) => Until.TrueAsync(
        $"run {run} stands at {position}",
        async token => await _silo.Client.GetFromJsonAsync<JsonElement>($"{Runs}/{run}", token) is var status
            && status.GetProperty("stage").GetString() == "paused"
            && status.GetProperty("position").GetString() == position,
        TimeSpan.FromSeconds(60), Cancelled);

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await _silo.Client.GetAsync($"{Runs}/{path}", Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected)
    {
        using var answer = await _silo.Client.PostAsJsonAsync($"{Runs}/{path}", body, Cancelled);
        Assert.True(answer.StatusCode == expected, await answer.Content.ReadAsStringAsync(Cancelled));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }
}
