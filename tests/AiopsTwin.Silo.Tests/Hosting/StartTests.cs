using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AiopsTwin.Silo.Hosting;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Hosting;

/// <summary>Starting and stopping the process, silo/Program.cs, as a person does.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithSeveralWrongOptions_NamesThemAllAndEndsWithTwo()
    {
        var (code, error) = await RunAsync("--EventLog:QueueLimit=0", "--Storage:Provider=PostgreSql",
            "--Api:TokenHash=short", "--Silo:KeepInterval=00:00:00");

        Assert.Equal(2, code);
        Assert.Contains("QueueLimit", error, StringComparison.Ordinal);
        Assert.Contains("Storage:ConnectionString", error, StringComparison.Ordinal);
        Assert.Contains("TokenHash", error, StringComparison.Ordinal);
        Assert.Contains("KeepInterval", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithLimitsThatCannotBe_NamesThemAll()
    {
        var (code, error) = await RunAsync(
            "--Detection:Thresholds:0:Metric=cpu.utilization", "--Detection:Thresholds:1:Above=1",
            "--Detection:Thresholds:2:Metric=x", "--Detection:Thresholds:2:Above=1",
            "--Detection:Thresholds:2:For=2.00:00:00");

        Assert.Equal(2, code);
        Assert.Contains("Detection:Thresholds:0:Above or Below must be set", error, StringComparison.Ordinal);
        Assert.Contains("Detection:Thresholds:1:Metric must be", error, StringComparison.Ordinal);
        Assert.Contains("Detection:Thresholds:2:For must be", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5090")]
    [InlineData("http://*:5090")]
    [InlineData("http://localhost:5090;http://192.0.2.1:5090")]
    public async Task Start_BeyondLoopbackWithoutAToken_IsRefused(string urls)
    {
        var (code, error) = await RunAsync("--urls", urls);

        Assert.Equal(2, code);
        Assert.Contains("Api:TokenHash", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_EmbeddedDatabaseInACluster_IsRefused()
    {
        var (code, error) = await RunAsync("--Cluster:Mode=PostgreSql");

        Assert.Equal(2, code);
        Assert.Contains("Cluster:Mode", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ByTheTerminationSignal_IsCleanAndStateOutlivesIt()
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}");
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Storage__Path"] = _folder.File("twin.db"),
            ["Silo__Demo"] = "false",
            ["Silo__Ui"] = "false",
        };
        var token = "secret";
        environment["Api__TokenHash"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        await using (var first = await SiloProcess.StartAsync(address, environment, token, Cancelled))
        {
            using var answer = await first.Client.PutAsync("/api/v1/twins/kept/topology", new StringContent(
                """{"format":1,"name":"kept","entities":[{"id":"service:kept"}]}""",
                new MediaTypeHeaderValue("application/json")), Cancelled);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var stranger = new HttpClient();
            Assert.Equal(HttpStatusCode.Unauthorized,
                (await stranger.GetAsync(new Uri(address, "/api/v1/twins"), Cancelled)).StatusCode);
            Assert.Equal(0, await first.StopAsync(Cancelled));
            Assert.Contains("AiopsTwin is running", first.Output, StringComparison.Ordinal);
        }

        await using var second = await SiloProcess.StartAsync(address, environment, token, Cancelled);

        Assert.Contains("service:kept",
            await second.Client.GetStringAsync("/api/v1/twins/kept/topology", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ByCtrlC_IsCleanAndLosesNothingLearned()
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}");
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Storage__Path"] = _folder.File("twin.db"),
            ["Twin__CheckpointInterval"] = "01:00:00",
        };
        const string Web = "/api/v1/twins/shop/entities/service%3Aweb";
        string before;
        await using (var first = await SiloProcess.StartAsync(address, environment, null, Cancelled))
        {
            await FeedAsync(first.Client);
            before = await first.Client.GetStringAsync(Web, Cancelled);
            Assert.Equal(0, await first.StopAsync(Cancelled, "INT"));
            Assert.Contains(address.Authority, first.Output, StringComparison.Ordinal);
            Assert.Contains("twin 'demo'", first.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("Unhandled", first.Output, StringComparison.Ordinal);
        }

        await using var second = await SiloProcess.StartAsync(address, environment, null, Cancelled);

        Assert.Equal(before, await second.Client.GetStringAsync(Web, Cancelled));
        Assert.Contains("deploy-1",
            await second.Client.GetStringAsync("/api/v1/twins/shop/changes", Cancelled), StringComparison.Ordinal);
        Assert.Equal(0, await second.StopAsync(Cancelled, "INT"));
    }

    [Fact]
    public async Task Start_OnAnAddressThatIsTaken_SaysSoAndEndsWithOne()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        var (code, error) = await RunAsync(
            "--urls", taken, "--Storage:Path", _folder.File("twin.db"), "--Logging:LogLevel:Default", "None");

        Assert.Equal(1, code);
        Assert.Contains(taken, error, StringComparison.Ordinal);
        Assert.Contains("--urls", error, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureFree_PortThatSomebodyListensOn_IsRefused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var failure = Assert.Throws<InvalidOperationException>(
            () => LoopbackPorts.EnsureFree(IPAddress.Loopback, port, "Cluster:SiloPort"));

        Assert.Contains("Cluster:SiloPort", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task FeedAsync(HttpClient client)
    {
        using var put = await client.PutAsJsonAsync("/api/v1/twins/shop/topology", Topologies.Small, Cancelled);
        put.EnsureSuccessStatusCode();
        using var observed = await client.PostAsJsonAsync("/api/v1/twins/shop/samples", new
        {
            batches = new[]
            {
                new
                {
                    entity = "service:web",
                    samples = Enumerable.Range(0, 100).Select(i => new
                    {
                        metric = "latency.p95", at = DateTimeOffset.UnixEpoch.AddSeconds(10 * i), value = 40 + (i % 3),
                    }),
                },
            },
        }, Cancelled);
        observed.EnsureSuccessStatusCode();
        using var changed = await client.PostAsJsonAsync("/api/v1/twins/shop/changes", new
        {
            changes = new[]
            {
                new
                {
                    id = "deploy-1", entity = "service:web", kind = "deployment", at = DateTimeOffset.UnixEpoch,
                    title = "web 1",
                },
            },
        }, Cancelled);
        changed.EnsureSuccessStatusCode();
    }

    private static async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Programs.SiloStart(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(Cancelled);
        var error = await process.StandardError.ReadToEndAsync(Cancelled);
        await output;
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, error);
    }
}
