using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Silo.Persistence;
using StableHash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Silo.Tests.Support;

/// <summary>Hands changes and alerts to a twin until the silo dies under it, and remembers what was
/// acknowledged.</summary>
internal sealed class Feeder(HttpClient client)
{
    private const string Twin = "fed";
    private const int Most = 400;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly ConcurrentQueue<string> _changes = new();
    private readonly ConcurrentQueue<string> _alerts = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _feeding = Task.CompletedTask;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Begins to feed; completes when the first things were acknowledged.</summary>
    public static async Task<Feeder> StartAsync(SiloProcess silo, CancellationToken cancellationToken)
    {
        using var put = await silo.Client.PutAsJsonAsync(
            $"/api/v1/twins/{Twin}/topology", Topologies.Small, cancellationToken);
        put.EnsureSuccessStatusCode();
        var feeder = new Feeder(silo.Client);
        feeder._feeding = feeder.FeedAsync(cancellationToken);
        await feeder._begun.Task.WaitAsync(cancellationToken);
        return feeder;
    }

    /// <summary>Waits until the silo's death ended the feeding.</summary>
    public Task EndedAsync() => _feeding;

    /// <summary>Everything acknowledged is known to the twin again: at most what was on its way comes to it.</summary>
    public async Task AssertFoundAsync(SiloProcess silo)
    {
        Assert.True(_changes.Count > 10, $"only {_changes.Count} changes were acknowledged before the silo died");
        var changes = await silo.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/twins/{Twin}/changes?limit=1000", Cancelled);
        var known = changes.GetProperty("items").EnumerateArray()
            .Select(change => change.GetProperty("id").GetString()!).ToHashSet(StringComparer.Ordinal);
        Assert.All(_changes, id => Assert.Contains(id, known));
        using var advanced = await silo.Client.PostAsJsonAsync(
            $"/api/v1/twins/{Twin}/advance", new { now = Start.AddHours(1) }, Cancelled);
        advanced.EnsureSuccessStatusCode();
        var status = await silo.Client.GetFromJsonAsync<JsonElement>($"/api/v1/twins/{Twin}", Cancelled);
        Assert.InRange(status.GetProperty("firingAlerts").GetInt32(), _alerts.Count, _alerts.Count + 1);
    }

    /// <summary>The event log holds every acknowledged change, and nothing twice.</summary>
    public async Task AssertStoredOnceAsync(StorageOptions storage)
    {
        await using var database = new TwinDatabase(storage, AppContext.BaseDirectory);
        IEventStore store = storage.Provider == StorageProvider.Sqlite
            ? new SqliteEventStore((SqliteSource)database.Source)
            : new PostgreSqlEventStore((Npgsql.NpgsqlDataSource)database.Source);
        var stored = await store.ReadAsync(EventStream.Of(Twin), 0, 10_000, Cancelled);
        var places = stored.Select(one => (one.Event.Source, one.Event.Sequence)).ToArray();
        Assert.Equal(places.Length, places.Distinct().Count());
        var changes = stored.Where(one => one.Event.Kind == "change").Select(one => one.Event.Sequence).ToHashSet();
        Assert.All(_changes, id => Assert.Contains(
            (long)(StableHash.Combine(StableHash.Of("feeder"), StableHash.Of(id)) & long.MaxValue), changes));
    }

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(Pace);
        try
        {
            for (var i = 0; i < Most && await pace.WaitForNextTickAsync(cancellationToken); i++)
            {
                var id = i.ToString(CultureInfo.InvariantCulture);
                await FeedAsync("changes", Change(i, id), _changes, id);
                await FeedAsync("alerts", Alert(i, id), _alerts, id);
                _begun.TrySetResult();
            }
        }
        catch (Exception died) when (died is HttpRequestException or ObjectDisposedException)
        {
            // The silo died, as it should, and perhaps its client with it.
        }
        finally
        {
            _begun.TrySetResult();
        }
    }

    private async Task FeedAsync(string path, object body, ConcurrentQueue<string> acknowledged, string id)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/twins/{Twin}/{path}", body, Cancelled);
        if (answer.IsSuccessStatusCode)
        {
            acknowledged.Enqueue(id);
        }
    }

    private static object Change(int i, string id) => new
    {
        changes = new[]
        {
            new
            {
                id, source = "feeder", entity = "service:db", kind = "configuration", at = Start.AddSeconds(i),
                title = "change " + id,
            },
        },
    };

    private static object Alert(int i, string id) => new
    {
        alerts = new[]
        {
            new { entity = "service:web", name = "alert-" + id, source = "feeder", startsAt = Start.AddSeconds(i) },
        },
    };
}
