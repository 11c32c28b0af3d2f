using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Generators;

namespace AiopsTwin.Benchmarks.Maps;

/// <summary>A generated estate as a twin of a running silo, and numbers for it.</summary>
internal sealed class MapEstate(Uri address) : IDisposable
{
    private const int PerRequest = 500;

    private readonly HttpClient _client = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    private EntityId[] _working = [];
    private DateTimeOffset _clock = TimeProvider.System.GetUtcNow();

    /// <summary>Name of the twin.</summary>
    public string Twin { get; private set; } = "";

    /// <summary>Entities of the estate.</summary>
    public int Size { get; private set; }

    /// <summary>Puts an estate in, and gives everything that works a first number.</summary>
    public async Task PutAsync(int size)
    {
        var drawn = HeavyTailedEstate.Of(size, 1);
        (Twin, Size) = (string.Create(CultureInfo.InvariantCulture, $"map-{size}"), size);
        _working = [.. drawn.Estate.World.Processes.Select(process => process.Entity)];
        // How the estate behaves is not asked, and would make ten thousand entities more than a request may hold.
        var graph = new Estate(Twin, drawn.Estate.Topology, new WorldModel([], [], []));
        using var body = new StringContent(
            EstateFormat.WriteYaml(graph), Encoding.UTF8, new MediaTypeHeaderValue("application/yaml"));
        using var answer = await _client.PutAsync($"/api/v1/twins/{Twin}/topology", body);
        answer.EnsureSuccessStatusCode();
        await SendAsync(_working, 50);
    }

    /// <summary>Sends a tenth of what works other numbers.</summary>
    /// <param name="tick">Which tenth, and which numbers.</param>
    public Task SendTenthAsync(int tick) =>
        SendAsync([.. _working.Where((_, index) => index % 10 == tick % 10)], tick % 2 == 0 ? 5 : 500);

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(EntityId[] entities, double rate)
    {
        _clock = _clock.AddSeconds(1);
        foreach (var part in entities.Chunk(PerRequest))
        {
            var batches = part.Select(entity => new
            {
                entity = entity.Text,
                samples = new[] { new { metric = "request.rate", at = _clock, value = rate } },
            });
            using var answer = await _client.PostAsJsonAsync($"/api/v1/twins/{Twin}/samples", new { batches });
            answer.EnsureSuccessStatusCode();
        }

        using var moved = await _client.PostAsJsonAsync($"/api/v1/twins/{Twin}/advance", new { now = _clock });
        moved.EnsureSuccessStatusCode();
    }
}
