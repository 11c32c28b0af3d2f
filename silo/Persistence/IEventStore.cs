using AiopsTwin.Grains.Durability;

namespace AiopsTwin.Silo.Persistence;

/// <summary>The table behind the event log. Not thread-safe for commits: the log has one writer.</summary>
internal interface IEventStore
{
    /// <summary>Stores records in one transaction, synced to disk; repeats are skipped.</summary>
    /// <returns>For each record the position it has, and whether it was new.</returns>
    Task<IReadOnlyList<StoredPosition>> CommitAsync(
        IReadOnlyList<TwinEvent> events, DateTimeOffset storedAt, CancellationToken cancellationToken);

    /// <summary>The next records of a stream, in order of position, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredTwinEvent>> ReadAsync(
        EventStream stream, long afterPosition, int limit, CancellationToken cancellationToken);

    /// <summary>Twins that have records, in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<string>> TwinsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Removes records of a stream up to and with a position, at most <paramref name="limit"/>.</summary>
    Task<int> TrimAsync(EventStream stream, long throughPosition, int limit, CancellationToken cancellationToken);

    /// <summary>Removes records stored before an instant, at most <paramref name="limit"/>.</summary>
    Task<int> PruneAsync(DateTimeOffset storedBefore, int limit, CancellationToken cancellationToken);
}

/// <summary>Where a record stands in the log.</summary>
/// <param name="Position">Its position.</param>
/// <param name="IsNew">False when it was there already.</param>
internal readonly record struct StoredPosition(long Position, bool IsNew);
