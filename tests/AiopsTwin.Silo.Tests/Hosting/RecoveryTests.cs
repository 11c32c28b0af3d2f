using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Silo.Hosting;
using AiopsTwin.Silo.Persistence;
using AiopsTwin.Silo.Tests.Support;

namespace AiopsTwin.Silo.Tests.Hosting;

/// <summary>What a person finds again after the silo was killed without warning in the middle of a run:
/// <c>silo/Program.cs</c> as it is started by people, its own database, its own process.</summary>
public sealed class RecoveryTests : IDisposable
{
    private const string Drill = "/api/v1/twins/drill";
    private const string Kept = "/api/v1/twins/kept";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly DateTimeOffset Lesson = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Kill_InMidRunOnSqlite_EverythingAcknowledgedIsThereAgain() => KillAndCompareAsync(
        new StorageOptions { Path = _folder.File("twin.db") });

    [Fact]
    public async Task Kill_InMidRunOnPostgreSql_EverythingAcknowledgedIsThereAgain()
    {
        PostgreSqlServer.RequireOrSkip();
        await using var server = new PostgreSqlServer();
        await server.InitializeAsync();
        await KillAndCompareAsync(new StorageOptions
        {
            Provider = StorageProvider.PostgreSql,
            ConnectionString = await server.NewDatabaseAsync(Cancelled),
        });
    }

    private static async Task KillAndCompareAsync(StorageOptions storage)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}");
        var environment = Environment(address, storage);
        Picture before;
        Feeder feeder;
        await using (var first = await SiloProcess.StartAsync(address, environment, null, Cancelled))
        {
            await TeachAsync(first);
            await PostAsync(first, "/api/v1/runs", new
            {
                scenario = "auth-pool",
                run = "drill",
                mode = "live",
                twin = "drill",
                seed = 1,
                speed = 120,
            });
            feeder = await Feeder.StartAsync(first, Cancelled);
            await Until.TrueAsync("an incident is diagnosed", async token =>
                (await IncidentsAsync(first, token)).Any(incident => Has(incident, "suspect")), Patience, Cancelled);
            await TeachMoreAsync(first);
            before = await Picture.TakeAsync(first);
            await first.KillAsync();
        }

        await feeder.EndedAsync();
        await using (var second = await SiloProcess.StartAsync(address, environment, null, Cancelled))
        {
            await Until.TrueAsync("the run goes on by itself", async token =>
                Instant(await GetAsync(second, Drill, token), "now") > before.Now, Patience, Cancelled);
            AssertSame(before, await Picture.TakeAsync(second));
            await feeder.AssertFoundAsync(second);
            await AssertEndsAsync(second);
            Assert.Equal(0, await second.StopAsync(Cancelled));
        }

        await feeder.AssertStoredOnceAsync(storage);
    }

    private static Dictionary<string, string> Environment(Uri address, StorageOptions storage) => new()
    {
        ["ASPNETCORE_URLS"] = address.ToString(),
        ["Storage__Provider"] = storage.Provider.ToString(),
        ["Storage__Path"] = storage.Path,
        ["Storage__ConnectionString"] = storage.ConnectionString,
        ["Silo__Demo"] = "false",
        ["Silo__Live"] = "false",
        ["Silo__Ui"] = "false",
        ["Silo__KeepInterval"] = "00:00:01",
        ["Twin__CheckpointInterval"] = "00:00:01",
        ["Run__SaveInterval"] = "00:00:01",
    };

    /// <summary>Gives a twin of its own a topology and samples to learn from, and waits until a checkpoint holds
    /// them.</summary>
    private static async Task TeachAsync(SiloProcess silo)
    {
        using var put = await silo.Client.PutAsJsonAsync(Kept + "/topology", Topologies.Small, Cancelled);
        put.EnsureSuccessStatusCode();
        await PostSamplesAsync(silo, 0, 240);
        var now = Lesson.AddSeconds(2400);
        await PostAsync(silo, Kept + "/advance", new { now });
        await Until.TrueAsync("a checkpoint holds what was taught", async token =>
            Instant(await GetAsync(silo, Kept, token), "checkpointedAt") == now, Patience, Cancelled);
    }

    /// <summary>Gives it samples that no checkpoint is likely to hold yet when the silo is killed.</summary>
    private static Task TeachMoreAsync(SiloProcess silo) => PostSamplesAsync(silo, 240, 12);

    private static Task PostSamplesAsync(SiloProcess silo, int from, int count)
    {
        var batches = new[] { "service:db", "service:web" }.Select(entity => new
        {
            entity,
            source = "teacher",
            sequence = from + 1,
            samples = Enumerable.Range(from, count).Select(i => new
            {
                metric = "latency.p95",
                at = Lesson.AddSeconds(10 * i),
                value = 40 + (i * 7 % 5),
            }),
        });
        return PostAsync(silo, Kept + "/samples", new { batches });
    }

    private static void AssertSame(Picture before, Picture after)
    {
        Assert.Equal(before.Topology, after.Topology);
        Assert.Equal(before.KeptSeries, after.KeptSeries);
        Assert.Contains("\"isWarm\":true", after.KeptSeries, StringComparison.Ordinal);
        Assert.True(before.WarmSeries > 100, $"only {before.WarmSeries} series were warm");
        Assert.Equal(before.WarmSeries, after.WarmSeries);
        Assert.True(after.NewestSample >= before.NewestSample,
            $"samples end at {after.NewestSample:O}, before the crash they ended at {before.NewestSample:O}");
        foreach (var member in new[] { "id", "openedAt", "onset", "diagnosedAt" })
        {
            Assert.Equal(
                before.Incident.GetProperty(member).GetRawText(), after.Incident.GetProperty(member).GetRawText());
        }

        foreach (var member in new[] { "scenario", "seed", "startsAt", "speed", "twin" })
        {
            Assert.Equal(before.Run.GetProperty(member).GetRawText(), after.Run.GetProperty(member).GetRawText());
        }

        Assert.Contains(after.Run.GetProperty("stage").GetString(), new[] { "playing", "ended" });
    }

    private static async Task AssertEndsAsync(SiloProcess silo)
    {
        await PostAsync(silo, "/api/v1/runs/drill/speed", new { speed = 0 });
        await Until.TrueAsync("the run ended", async token =>
            (await GetAsync(silo, "/api/v1/runs/drill", token)).GetProperty("stage").GetString() == "ended",
            Patience, Cancelled);
        var report = await GetAsync(silo, "/api/v1/runs/drill/report", Cancelled);
        var incident = Assert.Single(report.GetProperty("incidents").EnumerateArray());
        Assert.Contains(incident.GetProperty("state").GetString(), new[] { "mitigated", "closed" });
        Assert.Equal(1, report.GetProperty("rootRank").GetInt32());
    }

    internal static async Task PostAsync(SiloProcess silo, string path, object body)
    {
        using var answer = await silo.Client.PostAsJsonAsync(path, body, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Cancelled)}");
    }

    internal static Task<JsonElement> GetAsync(SiloProcess silo, string path, CancellationToken cancellationToken) =>
        silo.Client.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    private static async Task<JsonElement[]> IncidentsAsync(SiloProcess silo, CancellationToken cancellationToken)
    {
        using var answer = await silo.Client.GetAsync(Drill + "/incidents", cancellationToken);
        return answer.IsSuccessStatusCode
            ? [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken))
                .GetProperty("items").EnumerateArray()]
            : [];
    }

    private static bool Has(JsonElement element, string member) =>
        element.GetProperty(member).ValueKind != JsonValueKind.Null;

    private static DateTimeOffset? Instant(JsonElement element, string member) => Has(element, member)
        ? DateTimeOffset.Parse(element.GetProperty(member).GetString()!, CultureInfo.InvariantCulture)
        : null;

    /// <summary>What a person would look at.</summary>
    private sealed record Picture(
        string Topology, string KeptSeries, int WarmSeries, DateTimeOffset NewestSample, DateTimeOffset? Now,
        JsonElement Incident, JsonElement Run)
    {
        public static async Task<Picture> TakeAsync(SiloProcess silo)
        {
            var status = await GetAsync(silo, Drill, Cancelled);
            var entities = await GetAsync(silo, Drill + "/entities?limit=1000", Cancelled);
            var series = new List<JsonElement>();
            foreach (var entity in entities.GetProperty("items").EnumerateArray())
            {
                var id = Uri.EscapeDataString(entity.GetProperty("id").GetString()!);
                var details = await GetAsync(silo, $"{Drill}/entities/{id}", Cancelled);
                series.AddRange(details.GetProperty("series").EnumerateArray());
            }

            var newest = series.SelectMany(one => one.GetProperty("recent").EnumerateArray())
                .Max(sample => sample.GetProperty("at").GetDateTimeOffset());
            var kept = await GetAsync(silo, Kept + "/entities/service%3Adb", Cancelled);
            return new Picture(
                await silo.Client.GetStringAsync(Drill + "/topology", Cancelled),
                kept.GetProperty("series").GetRawText(),
                series.Count(one => one.GetProperty("isWarm").GetBoolean()),
                newest,
                Instant(status, "now"),
                await GetAsync(silo, Drill + "/incidents/INC-1", Cancelled),
                await GetAsync(silo, "/api/v1/runs/drill", Cancelled));
        }
    }
}
