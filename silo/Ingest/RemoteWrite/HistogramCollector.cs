using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using StableHash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>
/// One classic histogram of one entity, over all of its label sets. Its series carry the same instant but may arrive in
/// several requests, so it is read when every living series went on; several targets of one entity are scraped at
/// different instants and are read together all the same. What it remembers is the newest total of each series, which
/// the next scrape tells again: the totals that values are counted from are kept by the entity.
/// </summary>
/// <param name="name">The histogram's name.</param>
/// <param name="maxBuckets">Most buckets of a label set.</param>
internal sealed class HistogramCollector(string name, int maxBuckets)
{
    // As long as Prometheus itself looks back for a series that sent no sign of its end.
    private const long PatienceMs = 300_000;

    private readonly SortedDictionary<string, HistogramSet> _sets = new(StringComparer.Ordinal);
    private ImmutableArray<double>? _bounds;
    private ulong _series;
    private int _waiting;
    private long _newest = long.MinValue;
    private long? _readAt;

    public string Name { get; } = name;

    public bool IsEmpty => _sets.Count == 0;

    /// <summary>Makes room for a series; null when its label set has too many buckets.</summary>
    public HistogramCell? Open(HistogramPart part)
    {
        if (!_sets.TryGetValue(part.Set, out var set))
        {
            set = new HistogramSet(part.Set, part.IsFailed);
            _sets.Add(part.Set, set);
        }

        _bounds = null;
        return set.Open(part, maxBuckets);
    }

    /// <summary>Takes a total of a series.</summary>
    /// <param name="cell">The series.</param>
    /// <param name="at">When it was read, in milliseconds.</param>
    /// <param name="total">The running total.</param>
    /// <param name="readings">Takes the reading that is complete before this one begins.</param>
    /// <returns>False for a total that is no newer than the one known.</returns>
    public bool Take(HistogramCell cell, long at, double total, List<HistogramReading> readings)
    {
        if (at <= cell.At)
        {
            return false;
        }

        if (cell.IsFresh && _waiting == 0)
        {
            Read(readings);
        }

        // A total of an instant that was read already came in a later request: the next one is waited for.
        var isFresh = at > _readAt.GetValueOrDefault(long.MinValue);
        _waiting += (isFresh ? 0 : 1) - (cell.IsAwaited ? 1 : 0);
        cell.Take(at, total, isFresh);
        _newest = Math.Max(_newest, at);
        return true;
    }

    /// <summary>Forgets a series that ended.</summary>
    public void Close(HistogramCell cell)
    {
        if (!cell.Set.Cells().Contains(cell))
        {
            return;
        }

        _waiting -= cell.IsAwaited ? 1 : 0;
        _bounds = null;
        cell.Set.Close(cell);
        if (cell.Set.IsEmpty)
        {
            _sets.Remove(cell.Part.Set);
        }
    }

    /// <summary>Ends a request: what is complete is read, and series that stayed away too long are forgotten.</summary>
    public void Finish(List<HistogramReading> readings)
    {
        if (_waiting > 0)
        {
            foreach (var cell in _sets.Values.SelectMany(set => set.Cells()).ToArray())
            {
                if (cell.IsAwaited && cell.At < _newest - PatienceMs)
                {
                    Close(cell);
                }
            }
        }

        if (_waiting == 0 && _newest > (_readAt ?? long.MinValue))
        {
            Read(readings);
        }
    }

    private void Read(List<HistogramReading> readings)
    {
        var sets = _sets.Values.Where(set => set.Count is not null).ToArray();
        if (sets.Length < _sets.Count)
        {
            IngestMetrics.Skipped(SkipReason.HistogramCount, _sets.Count - sets.Length);
        }

        var bounds = _bounds ??= Bounds(sets);
        // The first time only says where every total stands.
        if (_readAt is { } since && sets.Length > 0)
        {
            readings.Add(new HistogramReading(
                Name, At(_newest), _series, bounds, Counts(sets, bounds, cell => cell.Total))
            {
                Since = At(since),
                Increase = Counts(sets, bounds, cell => cell.Gain),
            });
        }

        _readAt = _newest;
        _waiting = 0;
        foreach (var cell in _sets.Values.SelectMany(set => set.Cells()))
        {
            cell.Settle();
            _waiting += cell.IsAwaited ? 1 : 0;
        }
    }

    /// <summary>Buckets that every label set has: only there is their sum a count at or below a bound.</summary>
    private ImmutableArray<double> Bounds(HistogramSet[] sets)
    {
        _series = StableHash.Of(Name);
        var shared = new SortedDictionary<double, int>();
        foreach (var set in sets)
        {
            _series = StableHash.Combine(_series, set.Key);
            foreach (var bound in set.Buckets.Keys)
            {
                shared[bound] = shared.GetValueOrDefault(bound) + 1;
            }
        }

        var bounds = shared.Where(one => one.Value == sets.Length).Select(one => one.Key).ToImmutableArray();
        if (bounds.IsEmpty && shared.Count > 0)
        {
            IngestMetrics.Skipped(SkipReason.HistogramBounds);
        }

        return bounds;
    }

    private static HistogramCounts Counts(
        HistogramSet[] sets, ImmutableArray<double> bounds, Func<HistogramCell, double> of)
    {
        var buckets = new double[bounds.Length];
        foreach (var set in sets)
        {
            for (var i = 0; i < buckets.Length; i++)
            {
                buckets[i] += of(set.Buckets[bounds[i]]);
            }
        }

        return new HistogramCounts(
            [.. buckets],
            sets.Sum(set => of(set.Count!)),
            Array.TrueForAll(sets, set => set.Sum is not null) ? sets.Sum(set => of(set.Sum!)) : null,
            Array.Exists(sets, set => set.IsFailed is not null)
                ? sets.Where(set => set.IsFailed == true).Sum(set => of(set.Count!))
                : null);
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
