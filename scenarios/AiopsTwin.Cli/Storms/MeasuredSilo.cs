using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AiopsTwin.Cli.Output;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.World;
using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Cli.Storms;

/// <summary>A silo of its own with an empty database in a folder of its own, as people start it but for the demo and
/// the page. It can be killed and started again on the same database.</summary>
internal sealed class MeasuredSilo : IDisposable
{
    /// <summary>Where a build leaves the silo, from the root of the project.</summary>
    public const string DefaultProgram = "silo/bin/Release/net10.0/AiopsTwin.Silo.dll";

    /// <summary>The twin whose clock is the wall clock.</summary>
    public const string Live = GrainKeys.LiveTwin;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiopstwin-storm-");

    public MeasuredSilo(string program)
    {
        var port = MeasuredProcess.FreePort();
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
        {
            BaseAddress = Address,
            Timeout = Patience,
        };
        Process = new MeasuredProcess("dotnet", [program], new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Address.ToString(),
            ["Storage__Path"] = Path.Combine(_folder.FullName, "twin.db"),
            ["Silo__Demo"] = "false",
            ["Silo__Ui"] = "false",
            ["Api__MaxBodyBytes"] = (64 * 1024 * 1024).ToString(CultureInfo.InvariantCulture),
            ["Logging__LogLevel__Default"] = "Warning",
        });
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public MeasuredProcess Process { get; }

    public Task StartAsync(CancellationToken cancellation) =>
        Process.StartAsync(Client, "health/ready", cancellation);

    /// <summary>Gives a twin its map.</summary>
    public async Task LoadAsync(string twin, TopologySnapshot map, CancellationToken cancellation)
    {
        var text = EstateFormat.WriteJson(new Estate(twin, map, new WorldModel([], [], [])));
        using var body = new StringContent(text, Encoding.UTF8, "application/json");
        using var answer = await Client.PutAsync(Of(twin, "/topology"), body, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"the map was refused: {await answer.Content.ReadAsStringAsync(cancellation)}");
        }
    }

    /// <summary>Hands alerts in.</summary>
    /// <returns>The answer's status, and how long it asks to wait before the next try.</returns>
    public async Task<(int Status, TimeSpan RetryAfter)> PostAsync(
        string twin, byte[] alerts, CancellationToken cancellation)
    {
        using var body = new ByteArrayContent(alerts);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await Client.PostAsync(Of(twin, "/alerts"), body, cancellation);
        return ((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
    }

    /// <summary>Moves the clock of a twin that is driven.</summary>
    public async Task AdvanceAsync(string twin, DateTimeOffset now, CancellationToken cancellation)
    {
        var text = JsonSerializer.Serialize(new { now });
        using var body = new StringContent(text, Encoding.UTF8, "application/json");
        using var answer = await Client.PostAsync(Of(twin, "/advance"), body, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<TwinStatus> StatusAsync(string twin, CancellationToken cancellation) =>
        JsonOutput.Read<TwinStatus>(await Client.GetStringAsync(Of(twin, ""), cancellation));

    /// <summary>An incident by its number; null while there is none.</summary>
    public async Task<IncidentSight?> IncidentAsync(string twin, long number, CancellationToken cancellation)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        using var answer = await Client.GetAsync(Of(twin, $"/incidents/INC-{id}"), cancellation);
        return answer.IsSuccessStatusCode
            ? IncidentSight.Read(await answer.Content.ReadAsStringAsync(cancellation))
            : null;
    }

    /// <summary>Whether the twin knows an alert.</summary>
    public async Task<bool> KnowsAsync(string twin, string fingerprint, CancellationToken cancellation)
    {
        using var answer = await Client.GetAsync(
            Of(twin, $"/alerts/{Uri.EscapeDataString(fingerprint)}/placement"), cancellation);
        return answer.IsSuccessStatusCode;
    }

    public void Dispose()
    {
        Process.Dispose();
        Client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Uri Of(string twin, string what) => new($"api/v1/twins/{twin}{what}", UriKind.Relative);
}
