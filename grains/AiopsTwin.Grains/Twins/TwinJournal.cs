using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Grains.Durability;
using Orleans.Serialization;
using StableHash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// The twin's hand at the event log. It gathers the records of one step and writes them together, so that after a
/// failure a step is there as a whole or not at all.
/// </summary>
internal sealed class TwinJournal(string twin, IEventLog log, Serializer serializer)
{
    // A source of its own for every life: two lives that overlap for a moment never take each other's numbers.
    private readonly string _source = $"twin/{Guid.NewGuid():N}";
    private readonly EventStream _stream = EventStream.Of(twin);
    private readonly List<TwinEvent> _gathered = [];
    private long _sequence;

    /// <summary>Position up to which everything is known.</summary>
    public long Position { get; set; }

    /// <summary>How often the twin began anew. A change that comes to pass again after that is another one.</summary>
    public int Resets { get; set; }

    /// <summary>Adds a record to the step.</summary>
    public void Add<T>(string kind, DateTimeOffset at, T payload) =>
        _gathered.Add(new TwinEvent(_stream, _source, ++_sequence, at, kind, serializer.SerializeToArray(payload)));

    /// <summary>Adds the mark of a step of the clock.</summary>
    public void AddMark(DateTimeOffset at) => _gathered.Add(
        new TwinEvent(_stream, _source, ++_sequence, at, TwinEventKinds.Advance, ReadOnlyMemory<byte>.Empty));

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
        Position = Math.Max(Position, await log.Append(records));
    }

    /// <summary>Records after the known position, in order.</summary>
    public IAsyncEnumerable<StoredTwinEvent> Tail() => log.Read(_stream, Position);

    /// <summary>Reads a payload.</summary>
    public T Read<T>(TwinEvent item) => serializer.Deserialize<T>(item.Payload)
        ?? throw new InvalidDataException($"A record of kind '{item.Kind}' of {item.Source} holds nothing.");
}
