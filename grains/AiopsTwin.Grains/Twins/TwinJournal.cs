using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Durability;
using Orleans.Serialization;
using StableHash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// The twin's hand at the event log. It gathers the records of one step and writes them together, so that after a
/// failure a step is there as a whole or not at all. What arrives meanwhile is written beside it; the log keeps the
/// order of writing, and so does <see cref="Position"/>.
/// </summary>
internal sealed class TwinJournal(string twin, IEventLog log, Serializer serializer)
{
    // Of the longest alerts, this many still fit into one record.
    private const int AlertsOfRecord = 250;

    // A source of its own for every life: two lives that overlap for a moment never take each other's numbers.
    private readonly string _source = $"twin/{Guid.NewGuid():N}";
    private readonly EventStream _stream = EventStream.Of(twin);
    private readonly List<TwinEvent> _gathered = [];
    private readonly Queue<Writing> _writing = [];
    private long _sequence;

    /// <summary>Position up to which everything is known.</summary>
    public long Position { get; set; }

    /// <summary>How often the twin began anew. A change that comes to pass again after that is another one.</summary>
    public int Resets { get; set; }

    /// <summary>Adds a record to the step.</summary>
    public void Add<T>(string kind, DateTimeOffset at, T payload) => _gathered.Add(
        new TwinEvent(_stream, _source, ++_sequence, at, kind, serializer.SerializeToArray(payload)));

    /// <summary>Adds the mark of a step of the clock.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="through">The position up to which the step took what had been received.</param>
    public void AddMark(DateTimeOffset at, long through) => Add(TwinEventKinds.Advance, at, through);

    /// <summary>The position a mark names; everything received before it when it names none.</summary>
    public long ThroughOf(TwinEvent mark) => mark.Payload.IsEmpty ? long.MaxValue : Read<long>(mark);

    /// <summary>Adds a change. It is numbered by what it is, so that a repeat is not stored again even by a later
    /// life.</summary>
    public void Add(ChangeEvent change)
    {
        var number = StableHash.Combine(StableHash.Of(change.Source), StableHash.Of(change.Id)) & long.MaxValue;
        var source = Resets == 0 ? "change" : $"change/{Resets}";
        var payload = serializer.SerializeToArray(change);
        _gathered.Add(new TwinEvent(_stream, source, (long)number, change.At, TwinEventKinds.Change, payload));
    }

    /// <summary>Stores what was gathered. Completes after the commit; nothing gathered, nothing done.</summary>
    public async Task Commit()
    {
        if (_gathered.Count == 0)
        {
            return;
        }

        ImmutableArray<TwinEvent> records = [.. _gathered];
        _gathered.Clear();
        await Write(records, _ => { });
    }

    /// <summary>Stores alerts that arrived together, beside what is gathered. Completes after the commit.</summary>
    /// <param name="alerts">The alerts, at least one.</param>
    /// <param name="stored">Told where they are, in the order in which alerts were given.</param>
    public Task Receive(ImmutableArray<Alert> alerts, Action<long> stored) => Write(
        [
            .. alerts.Chunk(AlertsOfRecord).Select(some => new TwinEvent(
                _stream, _source, ++_sequence, AlertOrder.InstantOf(some[0]), TwinEventKinds.Received,
                serializer.SerializeToArray(ImmutableCollectionsMarshal.AsImmutableArray(some)))),
        ],
        stored);

    /// <summary>Records after the known position, in order.</summary>
    public IAsyncEnumerable<StoredTwinEvent> Tail() => log.Read(_stream, Position);

    /// <summary>Reads a payload.</summary>
    public T Read<T>(TwinEvent item) => serializer.Deserialize<T>(item.Payload)
        ?? throw new InvalidDataException($"A record of kind '{item.Kind}' of {item.Source} holds nothing.");

    private async Task Write(ImmutableArray<TwinEvent> records, Action<long> stored)
    {
        var writing = new Writing(log.Append(records).AsTask(), stored);
        _writing.Enqueue(writing);
        try
        {
            await writing.Task;
        }
        finally
        {
            Settle();
        }
    }

    /// <summary>The log stores in the order of writing, but those who wait may be woken in another one. Nothing counts
    /// as stored before all that was written earlier does: a position would otherwise promise too much.</summary>
    private void Settle()
    {
        while (_writing.TryPeek(out var first) && first.Task.IsCompleted)
        {
            _writing.Dequeue();
            if (first.Task.IsCompletedSuccessfully)
            {
                Position = Math.Max(Position, first.Task.Result);
                first.Stored(first.Task.Result);
            }
        }
    }

    private sealed record Writing(Task<long> Task, Action<long> Stored);
}
