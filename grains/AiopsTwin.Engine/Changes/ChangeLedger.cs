namespace AiopsTwin.Engine.Changes;

/// <summary>
/// The changes a twin remembers, by instant, source and id. Bounded: beyond the limit the oldest is forgotten and
/// counted. A repeat of (source, id) is a no-op, whatever else it says. Adding costs a binary search and a shift.
/// </summary>
public sealed class ChangeLedger
{
    private readonly List<ChangeEvent> _changes;
    private readonly HashSet<(string Source, string Id)> _known;
    private readonly int _limit;
    private long _forgotten;

    /// <summary>Takes over a list.</summary>
    /// <param name="changes">The list; it is sorted here and then kept in order by this ledger alone.</param>
    /// <param name="limit">Most changes kept, at least 1.</param>
    public ChangeLedger(List<ChangeEvent> changes, int limit)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        _changes = changes;
        _limit = limit;
        _changes.Sort(Compare);
        _known = [.. changes.Select(change => (change.Source, change.Id))];
    }

    /// <summary>All changes, oldest first.</summary>
    public IReadOnlyList<ChangeEvent> All => _changes;

    /// <summary>How many were forgotten because the limit was reached, since the last call.</summary>
    public long TakeForgotten()
    {
        var forgotten = _forgotten;
        _forgotten = 0;
        return forgotten;
    }

    /// <summary>Adds a change.</summary>
    /// <returns>False when (source, id) was known, or when the ledger is full of later changes.</returns>
    public bool Add(ChangeEvent change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!_known.Add((change.Source, change.Id)))
        {
            return false;
        }

        var at = _changes.BinarySearch(change, Comparer<ChangeEvent>.Create(Compare));
        _changes.Insert(at < 0 ? ~at : at, change);
        if (_changes.Count <= _limit)
        {
            return true;
        }

        var oldest = _changes[0];
        _changes.RemoveAt(0);
        _known.Remove((oldest.Source, oldest.Id));
        _forgotten++;
        return !ReferenceEquals(oldest, change);
    }

    /// <summary>Changes with <paramref name="since"/> &lt;= instant &lt;= <paramref name="until"/>, oldest
    /// first.</summary>
    public IEnumerable<ChangeEvent> Between(DateTimeOffset since, DateTimeOffset until)
    {
        var low = 0;
        var high = _changes.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_changes[middle].At < since)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        for (var i = low; i < _changes.Count && _changes[i].At <= until; i++)
        {
            yield return _changes[i];
        }
    }

    private static int Compare(ChangeEvent left, ChangeEvent right)
    {
        var byTime = left.At.CompareTo(right.At);
        if (byTime != 0)
        {
            return byTime;
        }

        var bySource = string.CompareOrdinal(left.Source, right.Source);
        return bySource != 0 ? bySource : string.CompareOrdinal(left.Id, right.Id);
    }
}
