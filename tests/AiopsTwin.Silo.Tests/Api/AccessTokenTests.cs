using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AiopsTwin.Silo.Api;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Api;

/// <summary>What the scopes of tokens allow, asked of the whole process.</summary>
public sealed class AccessTokenTests : IAsyncLifetime
{
    private const string Topology = """{"format":1,"name":"shop","entities":[{"id":"service:web"}]}""";

    private readonly SiloHost _silo = new()
    {
        More =
        [
            .. Token(0, "reader", AccessScope.Read), .. Token(1, "agent", AccessScope.Ingest),
            .. Token(2, "person", AccessScope.Operate), .. Token(3, "both", AccessScope.Read, AccessScope.Ingest),
        ],
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/v1/twins", "reader both person", "agent")]
    [InlineData("GET", "/openapi/v1.json", "reader both person", "agent")]
    [InlineData("GET", "/metrics", "reader both person", "agent")]
    [InlineData("PUT", "/api/v1/twins/shop/topology", "agent both person", "reader")]
    [InlineData("POST", "/api/v1/twins/shop/samples", "agent both person", "reader")]
    [InlineData("POST", "/api/v1/twins/shop/changes", "agent both person", "reader")]
    [InlineData("POST", "/api/v1/twins/shop/alerts", "agent both person", "reader")]
    [InlineData("POST", "/api/v1/write", "agent both person", "reader")]
    [InlineData("POST", "/ingest/shop/api/v1/write", "agent both person", "reader")]
    [InlineData("POST", "/api/v1/runs", "person", "reader agent both")]
    [InlineData("POST", "/api/v1/runs/none/play", "person", "reader agent both")]
    [InlineData("POST", "/api/v1/runs/none/fork", "person", "reader agent both")]
    [InlineData("GET", "/api/v1/runs/none/compare/other", "person", "reader agent both")]
    [InlineData("GET", "/api/v1/runs/none/timeline", "reader both person", "agent")]
    [InlineData("POST", "/api/v1/twins/shop/incidents/INC-1/close", "person", "reader agent both")]
    [InlineData("POST", "/api/v1/twins/shop/entities/service:a/alerts/0/answer", "person", "reader agent both")]
    [InlineData("GET", "/", "person", "reader agent both")]
    public async Task Request_ByScope_IsTakenOrRefused(string method, string path, string taken, string refused)
    {
        foreach (var name in taken.Split(' '))
        {
            var status = (await SendAsync(method, path, name)).Status;
            Assert.False(
                status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden,
                $"{name}: {method} {path}: {status}");
        }

        foreach (var name in refused.Split(' '))
        {
            var (status, body) = await SendAsync(method, path, name);
            Assert.True(status == HttpStatusCode.Forbidden, $"{name}: {method} {path}: {status}");
            Assert.Contains($"'{name}' has not the scope", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Request_WithAnUnknownToken_IsUnauthorisedAndHealthIsNot()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("GET", "/api/v1/twins", "stranger")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/health/live", "stranger")).Status);
    }

    private static IEnumerable<string> Token(int index, string name, params AccessScope[] scopes)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Secret(name))));
        return
        [
            $"--Api:Tokens:{index}:Name={name}", $"--Api:Tokens:{index}:Hash={hash}",
            .. scopes.Select((scope, i) => $"--Api:Tokens:{index}:Scopes:{i}={scope}"),
        ];
    }

    private static string Secret(string name) => $"secret of {name}";

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string path, string name)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret(name));
        if (method != "GET")
        {
            request.Content = new StringContent(Topology, new MediaTypeHeaderValue("application/json"));
        }

        using var answer = await _silo.Client.SendAsync(request, Cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
