using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AiopsTwin.Silo.Tests.Support;
using Npgsql;
using YamlDotNet.RepresentationModel;

namespace AiopsTwin.Silo.Tests.Cluster;

/// <summary>
/// The compose file, played without containers: PostgreSQL and two silo processes with exactly its settings, each host
/// name of the file standing for a loopback address of its own.
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
        PostgreSqlServer.RequireOrSkip();
        var compose = ComposeFile.Read(Variables);
        var hosts = Hosts();
        await using var database = await DatabaseAsync(compose, hosts["postgres"]);
        await using var first = await StartAsync(compose, "silo-1", hosts);
        await using var second = await StartAsync(compose, "silo-2", hosts);
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

    private static async Task<string?> StatusAsync(SiloProcess silo, string twin, CancellationToken cancellationToken)
    {
        using var answer = await silo.Client.GetAsync($"/api/v1/twins/{twin}", cancellationToken);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("entities").GetRawText()
            : null;
    }

    // A random second and third number keeps two test runs on one machine apart.
    private static Dictionary<string, string> Hosts()
    {
        var net = $"127.{RandomNumberGenerator.GetInt32(1, 255)}.{RandomNumberGenerator.GetInt32(1, 255)}";
        return new Dictionary<string, string>
        {
            ["postgres"] = net + ".1", ["silo-1"] = net + ".2", ["silo-2"] = net + ".3",
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
        var environment = compose.Environment(service).ToDictionary(
            setting => setting.Key,
            setting => hosts.Aggregate(setting.Value, (value, host) => setting.Key.EndsWith("ClusterId", StringComparison.Ordinal)
                ? value
                : value.Replace($"Host={host.Key};", $"Host={host.Value};", StringComparison.Ordinal)
                    .Replace("0.0.0.0", hosts[service], StringComparison.Ordinal)));
        environment["Cluster__AdvertisedAddress"] = hosts[environment["Cluster__AdvertisedAddress"]];
        return SiloProcess.StartAsync(new Uri($"http://{hosts[service]}:5080"), environment, Token, Cancelled);
    }
}
