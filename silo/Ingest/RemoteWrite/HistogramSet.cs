using StableHash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>One label set of a histogram: its buckets, count and sum.</summary>
/// <param name="labels">What its series share.</param>
/// <param name="isFailed">Whether its requests failed; null when that is not told.</param>
internal sealed class HistogramSet(string labels, bool? isFailed)
{
    /// <summary>Tells it from others; the same in every process.</summary>
    public ulong Key { get; } = StableHash.Of(labels);

    public bool? IsFailed { get; } = isFailed;

    /// <summary>Buckets with a finite bound.</summary>
    public SortedList<double, HistogramCell> Buckets { get; } = [];

    public HistogramCell? Everything { get; private set; }

    public HistogramCell? Counted { get; private set; }

    public HistogramCell? Sum { get; private set; }

    /// <summary>How many there were; null while neither the last bucket nor the count is known.</summary>
    public HistogramCell? Count => Everything ?? Counted;

    public bool IsEmpty => Buckets.Count == 0 && Count is null && Sum is null;

    /// <summary>The cell of a part; null when there are too many buckets for one more.</summary>
    public HistogramCell? Open(HistogramPart part, int maxBuckets)
    {
        if (Find(part) is { } known)
        {
            return known;
        }

        if (part.Kind == HistogramPartKind.Bucket && double.IsFinite(part.Bound) && Buckets.Count >= maxBuckets)
        {
            return null;
        }

        var cell = new HistogramCell(this, part);
        Put(part, cell);
        return cell;
    }

    public void Close(HistogramCell cell) => Put(cell.Part, null);

    public IEnumerable<HistogramCell> Cells()
    {
        foreach (var bucket in Buckets.Values)
        {
            yield return bucket;
        }

        foreach (var cell in new[] { Everything, Counted, Sum })
        {
            if (cell is not null)
            {
                yield return cell;
            }
        }
    }

    private HistogramCell? Find(HistogramPart part) => part.Kind switch
    {
        HistogramPartKind.Sum => Sum,
        HistogramPartKind.Count => Counted,
        _ when double.IsFinite(part.Bound) => Buckets.GetValueOrDefault(part.Bound),
        _ => Everything,
    };

    private void Put(HistogramPart part, HistogramCell? cell)
    {
        switch (part.Kind)
        {
            case HistogramPartKind.Sum:
                Sum = cell;
                break;
            case HistogramPartKind.Count:
                Counted = cell;
                break;
            case HistogramPartKind.Bucket when !double.IsFinite(part.Bound):
                Everything = cell;
                break;
            case HistogramPartKind.Bucket when cell is null:
                Buckets.Remove(part.Bound);
                break;
            default:
                Buckets.Add(part.Bound, cell!);
                break;
        }
    }
}

/// <summary>One running total of a histogram.</summary>
/// <param name="set">The label set it belongs to.</param>
/// <param name="part">Its place there.</param>
internal sealed class HistogramCell(HistogramSet set, HistogramPart part)
{
    public HistogramSet Set { get; } = set;

    public HistogramPart Part { get; } = part;

    /// <summary>When it was read last, in milliseconds; nothing was read before the first time.</summary>
    public long At { get; private set; } = long.MinValue;

    public double Total { get; private set; }

    /// <summary>What came since the histogram was read last.</summary>
    public double Gain { get; private set; }

    /// <summary>True once it went on since the histogram was read.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>True while the histogram waits for it to go on.</summary>
    public bool IsAwaited => At != long.MinValue && !IsFresh;

    /// <summary>Takes a total. One that fell began anew at zero; what the first one holds came before.</summary>
    public void Take(long at, double total, bool isFresh)
    {
        if (At != long.MinValue)
        {
            Gain += total >= Total ? total - Total : total;
        }

        (At, Total, IsFresh) = (at, total, isFresh);
    }

    public void Settle() => (Gain, IsFresh) = (0, false);
}
