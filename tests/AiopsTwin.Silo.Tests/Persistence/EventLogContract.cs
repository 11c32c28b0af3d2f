using System.Collections.Immutable;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Silo.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Tests.Persistence;

/// <summary>What every event log promises, whichever database stands behind it.</summary>
public abstract class EventLogContract
{
    private protected abstract Task<TwinDatabase> FreshDatabaseAsync(CancellationToken cancellationToken);

    private static readonly EventStream Demo = EventStream.Of("demo");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_NewRecords_AreReadBackWholeAndInOrder()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        await using var log = Log(database);
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(7);
        var written = ImmutableArray.Create(
            new TwinEvent(Demo, "twin", 1, at, "alert", new byte[] { 1, 2, 3 }),
            new TwinEvent(Demo, "world", 1, at.AddTicks(1), "change", ReadOnlyMemory<byte>.Empty));

        var position = await log.Append(written, Cancelled);

        var read = await ToListAsync(log.Read(Demo, 0, Cancelled));
        Assert.Equal(2, read.Count);
        Assert.Equal(position, read[1].Position);
        Assert.True(read[0].Position < read[1].Position);
        Assert.Equal(written.Select(Flat), read.Select(stored => Flat(stored.Event)));
    }

    [Fact]
    public async Task Append_Repeat_IsNoOpAndAnswersThePositionHeld()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        await using var log = Log(database);
        var first = await log.Append([Record("demo", "twin", 1), Record("demo", "twin", 2)], Cancelled);

        var again = await log.Append([Record("demo", "twin", 2)], Cancelled);
        var mixed = await log.Append([Record("demo", "twin", 1), Record("demo", "twin", 3)], Cancelled);

        Assert.Equal(first, again);
        Assert.True(mixed > first);
        Assert.Equal([1, 2, 3], (await ToListAsync(log.Read(Demo, 0, Cancelled))).Select(e => e.Event.Sequence));
    }

    [Fact]
    public async Task Append_SameRecordTwiceInOneCall_IsStoredOnce()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        await using var log = Log(database);

        var position = await log.Append([Record("demo", "twin", 1), Record("demo", "twin", 1)], Cancelled);

        var stored = Assert.Single(await ToListAsync(log.Read(Demo, 0, Cancelled)));
        Assert.Equal(position, stored.Position);
    }

    [Fact]
    public async Task Read_AfterAPosition_GivesTheRestOfThatTwinOnly()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        await using var log = Log(database);
        var middle = await log.Append([Record("demo", "twin", 1)], Cancelled);
        await log.Append([Record("other", "twin", 1), Record("demo", "twin", 2)], Cancelled);

        var rest = await ToListAsync(log.Read(Demo, middle, Cancelled));

        Assert.Equal([2], rest.Select(stored => stored.Event.Sequence));
    }

    [Fact]
    public async Task Read_StreamOfAPartition_GivesItsRecordsOnly()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        await using var log = Log(database);
        var third = new EventStream("demo", 3);
        await log.Append(
            [Record("demo", "twin", 1), Record(third, 1), Record(new EventStream("demo", 4), 2)], Cancelled);

        var ofPartition = await ToListAsync(log.Read(third, 0, Cancelled));
        var ofTwin = await ToListAsync(log.Read(Demo, 0, Cancelled));

        Assert.Equal(third, Assert.Single(ofPartition).Event.Stream);
        Assert.Equal("twin", Assert.Single(ofTwin).Event.Source);
    }

    [Fact]
    public async Task Trim_UpToAPosition_LeavesTheRestAndOtherStreams()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        await using var log = Log(database);
        var third = new EventStream("demo", 3);
        var middle = await log.Append([.. Enumerable.Range(1, 1100).Select(n => Record(third, n))], Cancelled);
        await log.Append([Record("demo", "twin", 1), Record(third, 1101)], Cancelled);

        await log.Trim(third, middle, Cancelled);

        Assert.Equal([1101], (await ToListAsync(log.Read(third, 0, Cancelled))).Select(e => e.Event.Sequence));
        Assert.Single(await ToListAsync(log.Read(Demo, 0, Cancelled)));
    }

    [Fact]
    public async Task Read_MoreThanAPage_GivesEveryRecordOnce()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        await using var log = Log(database);
        await log.Append([.. Enumerable.Range(1, 1203).Select(n => Record("demo", "twin", n))], Cancelled);

        var read = await ToListAsync(log.Read(Demo, 0, Cancelled));

        Assert.Equal(Enumerable.Range(1, 1203).Select(n => (long)n), read.Select(stored => stored.Event.Sequence));
    }

    [Fact]
    public async Task Append_ManyCallersThroughAFullQueue_LosesAndRepeatsNothing()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        await using var log = Log(database, new EventLogOptions { QueueLimit = 2, BatchLimit = 8 });

        var positions = await Task.WhenAll(Enumerable.Range(1, 300).Select(
            n => Task.Run(async () => await log.Append([Record("demo", $"source-{n % 7}", n)], Cancelled), Cancelled)));

        Assert.Equal(300, positions.Distinct().Count());
        Assert.Equal(positions.Order(), (await ToListAsync(log.Read(Demo, 0, Cancelled))).Select(e => e.Position));
    }

    [Fact]
    public async Task Dispose_WithAppendsWaiting_CommitsThemFirst()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        var log = Log(database);
        var appends = Enumerable.Range(1, 50).Select(n => log.Append([Record("demo", "twin", n)], Cancelled).AsTask())
            .ToArray();

        await log.DisposeAsync();

        await Task.WhenAll(appends);
        await using var reopened = Log(database);
        Assert.Equal(50, (await ToListAsync(reopened.Read(Demo, 0, Cancelled))).Count);
    }

    [Fact]
    public async Task Append_BeyondALimit_IsRefusedBeforeAnythingIsStored()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        await using var log = Log(database, new EventLogOptions { AppendLimit = 2, PayloadLimit = 1024 });

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.Append(
            [Record("demo", "twin", 1), Record("demo", "twin", 2), Record("demo", "twin", 3)], Cancelled));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.Append(
            [Record("demo", "twin", 1) with { Payload = new byte[1025] }], Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await log.Append([Record("De mo", "twin", 1)], Cancelled));

        Assert.Empty(await ToListAsync(log.Read(Demo, 0, Cancelled)));
    }

    [Fact]
    public async Task Prune_RecordsOlderThanTheRetention_RemovesThemOnly()
    {
        await using var database = await FreshDatabaseAsync(Cancelled);
        var store = PersistenceExtensions.StoreOf(database);
        var old = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(100);
        await store.CommitAsync([Record("demo", "twin", 1)], old, Cancelled);
        await store.CommitAsync([Record("demo", "twin", 2)], TimeProvider.System.GetUtcNow(), Cancelled);
        using var retention = new EventLogRetention(store, Options.Create(new EventLogOptions()), TimeProvider.System,
            NullLogger<EventLogRetention>.Instance);

        var removed = await retention.PruneAsync(Cancelled);

        Assert.Equal(1, removed);
        Assert.Equal([2], (await store.ReadAsync(Demo, 0, 10, Cancelled)).Select(stored => stored.Event.Sequence));
    }

    private protected static GroupCommitEventLog Log(TwinDatabase database, EventLogOptions? options = null) => new(
        PersistenceExtensions.StoreOf(database), Options.Create(options ?? new EventLogOptions()), TimeProvider.System,
        NullLogger<GroupCommitEventLog>.Instance);

    private protected static async Task<List<StoredTwinEvent>> ToListAsync(IAsyncEnumerable<StoredTwinEvent> events)
    {
        var list = new List<StoredTwinEvent>();
        await foreach (var stored in events)
        {
            list.Add(stored);
        }

        return list;
    }

    private static TwinEvent Record(EventStream stream, long sequence) =>
        new(stream, "partition", sequence, DateTimeOffset.UnixEpoch, "test", new byte[] { 42 });

    private static TwinEvent Record(string twin, string source, long sequence) =>
        new(EventStream.Of(twin), source, sequence, DateTimeOffset.UnixEpoch, "test", new byte[] { 42 });

    private static (EventStream, string, long, DateTimeOffset, string, string) Flat(TwinEvent e) =>
        (e.Stream, e.Source, e.Sequence, e.At, e.Kind, Convert.ToHexString(e.Payload.Span));
}
