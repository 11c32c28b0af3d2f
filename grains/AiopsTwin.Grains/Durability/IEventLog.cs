using System.Collections.Immutable;

namespace AiopsTwin.Grains.Durability;

/// <summary>
/// The append-only log of what must not be lost: alerts, changes, injected faults, decisions, topology versions; and,
/// in a stream of each partition, the samples handed over since its last checkpoint. One writer per process, many
/// records per commit; an append completes after the commit, never before.
/// </summary>
public interface IEventLog
{
    /// <summary>Appends records together. A record whose (twin, source, sequence) is already stored is
    /// skipped.</summary>
    /// <returns>The highest position stored by this call, or the position already held when all were repeats.</returns>
    ValueTask<long> Append(ImmutableArray<TwinEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Records of one stream after a position, in order of position.</summary>
    IAsyncEnumerable<StoredTwinEvent> Read(
        EventStream stream, long afterPosition, CancellationToken cancellationToken = default);

    /// <summary>Removes records of one stream up to and with a position: a checkpoint holds what they said.</summary>
    Task Trim(EventStream stream, long throughPosition, CancellationToken cancellationToken = default);
}

/// <summary>Whose records belong together: a twin's own, or those of one of its partitions.</summary>
/// <param name="Twin">The twin.</param>
/// <param name="Partition">Index of the partition; -1 for the twin itself.</param>
public readonly record struct EventStream(string Twin, int Partition)
{
    /// <summary>The records of the twin itself.</summary>
    public static EventStream Of(string twin) => new(twin, -1);
}

/// <summary>A record to store.</summary>
/// <param name="Stream">The stream it belongs to.</param>
/// <param name="Source">Who says it; numbers its own records.</param>
/// <param name="Sequence">Unique within (twin, source): a retry is a no-op.</param>
/// <param name="At">Virtual time of the event.</param>
/// <param name="Kind">What the payload is.</param>
/// <param name="Payload">The event, by the Orleans serializer.</param>
public sealed record TwinEvent(
    EventStream Stream, string Source, long Sequence, DateTimeOffset At, string Kind, ReadOnlyMemory<byte> Payload);

/// <summary>A stored record.</summary>
/// <param name="Position">Rises with every record stored; gaps are allowed.</param>
/// <param name="Event">The record.</param>
public sealed record StoredTwinEvent(long Position, TwinEvent Event);
