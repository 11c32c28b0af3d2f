using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;
using AiopsTwin.Testing;

namespace AiopsTwin.Silo.Tests.Ingest;

public sealed class RemoteWriteEndpointTests : IAsyncLifetime
{
    private readonly SiloHost _silo = new() { More = ["--Ingest:MaxTwins", "2"] };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Twins_OneMoreThanTheLimit_IsRefusedAndTheOthersAreFedOn()
    {
        using var refused = new CounterWatch("aiopstwin.ingest.refused", "reason", "twin_limit");

        var statuses = new List<int>();
        foreach (var twin in new[] { "first", "second" })
        {
            using var taken = await WriteAsync(twin);
            statuses.Add((int)taken.StatusCode);
        }

        var refusedAtTheEdge = refused.Count;
        using var third = await WriteAsync("third");
        using var again = await WriteAsync("first");

        var problem = await third.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal([204, 204], statuses);
        Assert.Equal(0, refusedAtTheEdge);
        Assert.Equal(400, (int)third.StatusCode);
        Assert.Equal(
            "2 twins are fed already (Ingest:MaxTwins)",
            problem.GetProperty("problems")[0].GetProperty("reason").GetString());
        Assert.Equal(204, (int)again.StatusCode);
        Assert.Equal(1, refused.Count);
    }

    private Task<HttpResponseMessage> WriteAsync(string twin)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return _silo.Client.PostAsync($"/ingest/{twin}/api/v1/write",
            new WriteRequest().Series("up", ["instance=db-1:9100", "job=node"], (now, 1)).ToContent(), Cancelled);
    }
}
