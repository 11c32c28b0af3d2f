using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Durability;

namespace AiopsTwin.Grains.Partitions;

/// <summary>
/// A partition's hand at the event log: what was handed over since the last checkpoint, in the order in which it was
/// used. Samples are stored before they are used. Steps of the clock, comparisons and what was pooled follow from the
/// twin's own records and are made again if they are missing at the end, so they are written with the samples that come
/// after them.
/// </summary>
internal sealed class PartitionJournal(EventStream stream, EventLogAccess access)
{
    private const int NumbersPerRecord = 4096;
    private const int MaxGathered = 64;

    // A source of its own for every life: two lives that overlap for a moment never take each other's numbers.
    private readonly string _source = $"partition/{stream.Partition}/{Guid.NewGuid():N}";
    private readonly List<TwinEvent> _gathered = [];
    private long _sequence;

    /// <summary>Everything up to here was used.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes written since the last checkpoint.</summary>
    public long TailBytes { get; private set; }

    /// <summary>Stores batches, with what was gathered before them. Those that will be given again are left out.
    /// Completes after the commit.</summary>
    public async Task Record(ImmutableArray<ObserveBatch> batches)
    {
        var before = _gathered.Count;
        var share = new List<ObserveBatch>();
        var numbers = 0;
        foreach (var batch in batches.Where(batch => !batch.IsRepeatable))
        {
            share.Add(batch);
            numbers += batch.Size;
            if (numbers >= NumbersPerRecord)
            {
                Gather(share);
                numbers = 0;
            }
        }

        Gather(share);
        await Commit(before, isForced: _gathered.Count > before);
    }

    /// <summary>Gathers a step of the clock.</summary>
    public Task Record(PartitionTick tick)
    {
        Gather(PartitionEventKinds.Tick, tick.Now, tick);
        return Commit(_gathered.Count - 1, isForced: false);
    }

    /// <summary>Gathers a comparison of siblings.</summary>
    public Task Record(PartitionComparison comparison)
    {
        Gather(PartitionEventKinds.Comparison, comparison.Now, comparison);
        return Commit(_gathered.Count - 1, isForced: false);
    }

    /// <summary>Gathers what was pooled.</summary>
    public Task Record(PartitionPooling pooling)
    {
        Gather(PartitionEventKinds.Pooling, pooling.Now, pooling);
        return Commit(_gathered.Count - 1, isForced: false);
    }

    /// <summary>Gathers what happened to requests: it is stored with the next samples (ADR 0016).</summary>
    public Task Record(ImmutableArray<RequestBatch> batches)
    {
        Gather(PartitionEventKinds.Visits, batches[0].Now, batches);
        return Commit(_gathered.Count - 1, isForced: false);
    }

    /// <summary>Records after a position, in order.</summary>
    public async IAsyncEnumerable<StoredTwinEvent> Tail(long after)
    {
        Position = after;
        await foreach (var stored in access.Log.Read(stream, after))
        {
            yield return stored;
            Position = stored.Position;
        }
    }

    /// <summary>A checkpoint holds everything so far: it is not needed any more.</summary>
    public Task Trim()
    {
        _gathered.Clear();
        TailBytes = 0;
        return access.Log.Trim(stream, Position);
    }

    /// <summary>Reads a payload.</summary>
    public T Read<T>(TwinEvent item) => access.Serializer.Deserialize<T>(item.Payload)
        ?? throw new InvalidDataException($"A record of kind '{item.Kind}' of {item.Source} holds nothing.");

    private void Gather(List<ObserveBatch> share)
    {
        if (share.Count > 0)
        {
            Gather(PartitionEventKinds.Samples, AtOf(share[0]), share.ToImmutableArray());
            share.Clear();
        }
    }

    private static DateTimeOffset AtOf(ObserveBatch batch) =>
        batch.Samples.IsDefaultOrEmpty && !batch.Histograms.IsDefaultOrEmpty
            ? batch.Histograms[0].At
            : batch.Samples.FirstOrDefault().At;

    private void Gather<T>(string kind, DateTimeOffset at, T payload)
    {
        var bytes = access.Serializer.SerializeToArray(payload);
        TailBytes += bytes.Length;
        _gathered.Add(new TwinEvent(stream, _source, ++_sequence, at, kind, bytes));
    }

    private async Task Commit(int before, bool isForced)
    {
        if (!isForced && _gathered.Count < MaxGathered)
        {
            return;
        }

        try
        {
            Position = Math.Max(Position, await access.Log.Append([.. _gathered]));
            _gathered.Clear();
        }
        catch
        {
            // What was not stored is not used: it comes again, and must not pile up here meanwhile.
            _gathered.RemoveRange(before, _gathered.Count - before);
            throw;
        }
    }
}
