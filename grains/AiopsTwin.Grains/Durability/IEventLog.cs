using System.Collections.Immutable;

namespace AiopsTwin.Grains.Durability;

/// <summary>
/// The append-only log of what must not be lost: alerts, changes, injected faults, decisions, topology versions. One
/// writer per process, many records per commit; an append completes after the commit, never before.
/// </summary>
public interface IEventLog
{
    /// <summary>Appends records together. A record whose (twin, source, sequence) is already stored is
    /// skipped.</summary>
    /// <returns>The highest position stored by this call, or the position already held when all were repeats.</returns>
    ValueTask<long> Append(ImmutableArray<TwinEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Records of one twin after a position, in order of position.</summary>
    IAsyncEnumerable<StoredTwinEvent> Read(
        string twin, long afterPosition, CancellationToken cancellationToken = default);
}

/// <summary>A record to store.</summary>
/// <param name="Twin">The twin it belongs to.</param>
/// <param name="Source">Who says it; numbers its own records.</param>
/// <param name="Sequence">Unique within (twin, source): a retry is a no-op.</param>
/// <param name="At">Virtual time of the event.</param>
/// <param name="Kind">What the payload is.</param>
/// <param name="Payload">The event, by the Orleans serializer.</param>
public sealed record TwinEvent(
    string Twin, string Source, long Sequence, DateTimeOffset At, string Kind, ReadOnlyMemory<byte> Payload);

/// <summary>A stored record.</summary>
/// <param name="Position">Rises with every record stored; gaps are allowed.</param>
/// <param name="Event">The record.</param>
public sealed record StoredTwinEvent(long Position, TwinEvent Event);
