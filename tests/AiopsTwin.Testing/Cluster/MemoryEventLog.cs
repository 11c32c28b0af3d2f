using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AiopsTwin.Grains.Durability;

namespace AiopsTwin.Testing.Cluster;

/// <summary>
/// An event log in memory with the contract of the real ones: one order, repeats skipped, readable by position. Shared
/// by all silos of a test cluster, so it survives every one of them.
/// </summary>
public sealed class MemoryEventLog : IEventLog
{
    private readonly Lock _lock = new();
    private readonly List<StoredTwinEvent> _events = [];
    private long _position;
    private readonly Channel<Exception> _refused = Channel.CreateUnbounded<Exception>();
    private readonly Dictionary<(string Twin, string Source, long Sequence), long> _positions = [];

    /// <summary>When set, appends fail with it: the disk is full, the database is gone.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Completes when an append failed that nobody waited for yet.</summary>
    public async Task NextRefusal(CancellationToken cancellationToken) =>
        await _refused.Reader.ReadAsync(cancellationToken);

    /// <summary>All records of a stream at hand, in order.</summary>
    public ImmutableArray<StoredTwinEvent> Of(EventStream stream)
    {
        lock (_lock)
        {
            return [.. _events.Where(stored => stored.Event.Stream == stream)];
        }
    }

    /// <inheritdoc />
    public ValueTask<long> Append(ImmutableArray<TwinEvent> events, CancellationToken cancellationToken = default)
    {
        if (Failure is { } failure)
        {
            _refused.Writer.TryWrite(failure);
            return ValueTask.FromException<long>(failure);
        }

        lock (_lock)
        {
            var highest = 0L;
            foreach (var item in events)
            {
                var key = (item.Stream.Twin, item.Source, item.Sequence);
                if (!_positions.TryGetValue(key, out var position))
                {
                    position = ++_position;
                    _positions.Add(key, position);
                    _events.Add(new StoredTwinEvent(position, item with { Payload = item.Payload.ToArray() }));
                }

                highest = Math.Max(highest, position);
            }

            return ValueTask.FromResult(highest);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredTwinEvent> Read(
        EventStream stream, long afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var stored in Of(stream).Where(stored => stored.Position > afterPosition))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.CompletedTask;
            yield return stored;
        }
    }

    /// <inheritdoc />
    public Task Trim(EventStream stream, long throughPosition, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _events.RemoveAll(stored => stored.Event.Stream == stream && stored.Position <= throughPosition);
        }

        return Task.CompletedTask;
    }
}
