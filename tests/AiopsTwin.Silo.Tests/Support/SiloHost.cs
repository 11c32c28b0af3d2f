using System.Net.Http.Json;
using AiopsTwin.Silo.Hosting;
using AiopsTwin.Silo.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AiopsTwin.Silo.Tests.Support;

/// <summary>The whole silo inside the test process, on a free port, with its own database and nothing kept
/// alive.</summary>
public sealed class SiloHost : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;

    public HttpClient Client { get; private set; } = new();

    /// <summary>Options beside those that every test needs.</summary>
    internal string[] More { get; init; } = [];

    public async ValueTask InitializeAsync()
    {
        var url = $"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}";
        _app = TwinHost.Build(
        [
            "--urls", url, "--Storage:Path", _folder.File("twin.db"), "--Silo:Ui", "false", "--Silo:Demo", "false",
            "--Silo:Live", "false", "--Api:MaxBodyBytes", "65536", "--Api:MaxItems", "1000",
            "--Ingest:MaxCompressedBytes", "65536", "--Ingest:MaxDecompressedBytes", "1048576",
            "--Logging:LogLevel:Default", "Error", .. More,
        ]);
        await _app.Services.GetRequiredService<SchemaMigrator>().ApplyAsync(CancellationToken.None);
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(url) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Gives a twin of its own a small topology.</summary>
    internal async Task<string> NewTwinAsync(CancellationToken cancellationToken)
    {
        var twin = "t" + Guid.NewGuid().ToString("n");
        using var answer = await Client.PutAsJsonAsync(
            $"/api/v1/twins/{twin}/topology", Topologies.Small, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return twin;
    }
}
