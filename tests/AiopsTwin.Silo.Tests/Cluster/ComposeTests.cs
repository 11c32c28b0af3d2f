using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;
using Npgsql;
using YamlDotNet.RepresentationModel;

namespace AiopsTwin.Silo.Tests.Cluster;

/// <summary>
/// The compose file, docker-compose.yml, played without containers: PostgreSQL and two silo processes with exactly its
/// settings, each host name of the file standing for a loopback address of its own.
/// </summary>
public sealed class ComposeTests
{
    private const string Token = "a-token-of-the-test";

    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["AIOPSTWIN_DB_PASSWORD"] = "a-password-of-the-test",
        ["AIOPSTWIN_TOKEN_HASH"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token))),
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Compose_EveryService_HasAHealthCheckAndTimeToStop()
    {
        var compose = ComposeFile.Read(Variables);

        Assert.Equal(["postgres", "silo-1", "silo-2"], compose.Services.Order(StringComparer.Ordinal));
        Assert.All(compose.Services, service =>
        {
            Assert.NotNull(compose.Part(service, "healthcheck"));
            Assert.NotNull(compose.Part(service, "stop_grace_period"));
        });
        Assert.All(["silo-1", "silo-2"], silo =>
        {
            Assert.Equal("60s", ((YamlScalarNode)compose.Part(silo, "stop_grace_period")!).Value);
            Assert.Equal(silo, compose.Environment(silo)["Cluster__AdvertisedAddress"]);
            // Published on loopback only: a token is the second wall, not the first.
            Assert.StartsWith("127.0.0.1:", ((YamlScalarNode)((YamlSequenceNode)compose.Part(silo, "ports")!)[0]).Value,
                StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Compose_SiloKilled_TheOtherAnswersWithEverythingAcknowledged()
    {
        await using var estate = await StartAsync();
        var (first, second) = (estate.First, estate.Second);
        for (var i = 0; i < 20; i++)
        {
            using var put = await first.Client.PutAsJsonAsync(
                $"/api/v1/twins/kept-{i}/topology", Topologies.Small, Cancelled);
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Cancelled));
        }

        await first.KillAsync();

        for (var i = 0; i < 20; i++)
        {
            var twin = $"kept-{i}";
            var found = await Until.FoundAsync($"{twin} answers", token => StatusAsync(second, twin, token),
                TimeSpan.FromSeconds(90), Cancelled);
            Assert.Equal("2", found);
        }
    }

    [Fact]
    public async Task Compose_ScenarioAcrossTwoSilosAndOneKilled_FinishesWithItsIncident()
    {
        await using var estate = await StartAsync();
        var (first, second) = (estate.First, estate.Second);
        using var started = await second.Client.PostAsJsonAsync("/api/v1/runs",
            new { scenario = "auth-pool", run = "drill", mode = "live", twin = "drill", seed = 1, speed = 60 },
            Cancelled);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Cancelled));
        await Until.TrueAsync("the run is past its warm-up", async token =>
            (await RunAsync(second, token)).GetProperty("stage").GetString() == "playing",
            TimeSpan.FromMinutes(4), Cancelled);

        await first.KillAsync();

        await Until.TrueAsync("the run ended", async token =>
            (await RunAsync(second, token)).GetProperty("stage").GetString() is "ended" or "stopped",
            TimeSpan.FromMinutes(6), Cancelled);
        Assert.Equal("ended", (await RunAsync(second, Cancelled)).GetProperty("stage").GetString());
        var incidents = await second.Client.GetFromJsonAsync<JsonElement>("/api/v1/twins/drill/incidents", Cancelled);
        var incident = Assert.Single(incidents.GetProperty("items").EnumerateArray());
        Assert.Equal("service:auth", incident.GetProperty("suspect").GetString());
        Assert.Contains(incident.GetProperty("state").GetString(), new[] { "mitigated", "closed" });
        var details = await second.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/twins/drill/incidents/{incident.GetProperty("id").GetString()}", Cancelled);
        var suspect = details.GetProperty("diagnosis").GetProperty("suspects")[0];
        Assert.Equal("deploy-auth-231", suspect.GetProperty("change").GetProperty("id").GetString());
    }

    private static async Task<Composed> StartAsync()
    {
        PostgreSqlServer.RequireOrSkip();
        var compose = ComposeFile.Read(Variables);
        var hosts = Hosts();
        var database = await DatabaseAsync(compose, hosts["postgres"]);
        return new Composed(
            database, await StartAsync(compose, "silo-1", hosts), await StartAsync(compose, "silo-2", hosts));
    }

    private static async Task<JsonElement> RunAsync(SiloProcess silo, CancellationToken cancellationToken)
    {
        // In the seconds after a silo died a call may be lost on the way; the next poll asks again.
        using var answer = await silo.Client.GetAsync("/api/v1/runs/drill", cancellationToken);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
            : JsonDocument.Parse("""{"stage":"unknown"}""").RootElement;
    }

    private static async Task<string?> StatusAsync(SiloProcess silo, string twin, CancellationToken cancellationToken)
    {
        using var answer = await silo.Client.GetAsync($"/api/v1/twins/{twin}", cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            return null;
        }

        var status = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return status.GetProperty("entities").GetRawText();
    }

    // A random second and third number keeps two test runs on one machine apart.
    private static Dictionary<string, string> Hosts()
    {
        var net = $"127.{RandomNumberGenerator.GetInt32(1, 255)}.{RandomNumberGenerator.GetInt32(1, 255)}";
        return new Dictionary<string, string>
        {
            ["postgres"] = net + ".1",
            ["silo-1"] = net + ".2",
            ["silo-2"] = net + ".3",
        };
    }

    private static async Task<PostgreSqlServer> DatabaseAsync(ComposeFile compose, string host)
    {
        var settings = compose.Environment("postgres");
        var server = new PostgreSqlServer { Host = host, Port = 5432 };
        await server.InitializeAsync();
        await using var source = NpgsqlDataSource.Create(server.ConnectionString());
        foreach (var statement in new[]
        {
            $"CREATE ROLE {settings["POSTGRES_USER"]} LOGIN PASSWORD '{settings["POSTGRES_PASSWORD"]}'",
            $"CREATE DATABASE {settings["POSTGRES_DB"]} OWNER {settings["POSTGRES_USER"]}",
        })
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        return server;
    }

    private static Task<SiloProcess> StartAsync(
        ComposeFile compose, string service, Dictionary<string, string> hosts)
    {
        var environment = compose.Environment(service);
        // In its container the silo listens on every address of its own; here its own is one loopback address.
        environment["ASPNETCORE_URLS"] = environment["ASPNETCORE_URLS"].Replace(
            "0.0.0.0", hosts[service], StringComparison.Ordinal);
        environment["Storage__ConnectionString"] = environment["Storage__ConnectionString"].Replace(
            "Host=postgres;", $"Host={hosts["postgres"]};", StringComparison.Ordinal);
        environment["Cluster__AdvertisedAddress"] = hosts[environment["Cluster__AdvertisedAddress"]];
        return SiloProcess.StartAsync(new Uri($"http://{hosts[service]}:5080"), environment, Token, Cancelled);
    }

    /// <summary>What the file describes, running; whatever was started last goes first.</summary>
    private sealed record Composed(PostgreSqlServer Database, SiloProcess First, SiloProcess Second) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Second.DisposeAsync();
            await First.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
