namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>
/// A metric of the twin that is computed from several series of one scrape: processor use from the idle seconds of
/// every core, memory use from two gauges. Its parts carry the same instant but may arrive in different requests, so a
/// value is given only when every living part has reached the newest instant.
/// </summary>
internal sealed class DerivedMetric(string metric, Func<IReadOnlyDictionary<string, double>, double?> combine)
{
    // A part that missed this many instants is gone: a core taken offline, a disk unmounted.
    private const int MissesUntilGone = 2;

    private readonly SortedDictionary<string, Part> _parts = new(StringComparer.Ordinal);
    private long _newest = long.MinValue;
    private long _given = long.MinValue;

    public string Metric { get; } = metric;

    /// <summary>Takes a level of a part.</summary>
    public void SetLevel(string key, long at, double value)
    {
        if (Advance(key, at) is { } part)
        {
            part.Value = value;
        }
    }

    /// <summary>Takes a running total of a part; what counts is its rate per second. A total that fell began anew at
    /// zero.</summary>
    public void SetTotal(string key, long at, double total)
    {
        if (Advance(key, at) is { } part)
        {
            part.Value = part.TotalAt is { } since
                ? (total >= part.Total ? total - part.Total : total) * 1000 / (at - since)
                : null;
            part.Total = total;
            part.TotalAt = at;
        }
    }

    /// <summary>Forgets a part whose series ended.</summary>
    public void End(string key) => _parts.Remove(key);

    /// <summary>The value at the newest instant, once; null while parts are missing.</summary>
    public double? TryTake(out long at)
    {
        at = _newest;
        if (_newest == _given || _parts.Count == 0 || _parts.Values.Any(part => part.At != _newest))
        {
            return null;
        }

        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, part) in _parts)
        {
            if (part.Value is not { } value)
            {
                return null;
            }

            values.Add(key, value);
        }

        _given = _newest;
        return combine(values);
    }

    private Part? Advance(string key, long at)
    {
        if (!_parts.TryGetValue(key, out var part))
        {
            part = new Part();
            _parts.Add(key, part);
        }

        if (at <= part.At)
        {
            return null;
        }

        if (at > _newest)
        {
            CountMisses();
            _newest = at;
        }

        part.At = at;
        part.Misses = 0;
        return part;
    }

    private void CountMisses()
    {
        foreach (var (key, part) in _parts.ToArray())
        {
            if (part.At < _newest && part.At != long.MinValue && ++part.Misses >= MissesUntilGone)
            {
                _parts.Remove(key);
            }
        }
    }

    private sealed class Part
    {
        public long At { get; set; } = long.MinValue;

        public double? Value { get; set; }

        public double Total { get; set; }

        public long? TotalAt { get; set; }

        public int Misses { get; set; }
    }
}
