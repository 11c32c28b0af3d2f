using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>Gathers what one request says of one entity, and remembers what derived metrics need between
/// requests.</summary>
internal sealed class EntityCollector(ResolvedEntity resolved)
{
    private readonly Dictionary<string, DerivedMetric> _derived = new(StringComparer.Ordinal);
    private readonly HashSet<string> _extra = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, HistogramCollector> _histograms = new(StringComparer.Ordinal);

    public ResolvedEntity Resolved { get; } = resolved;

    /// <summary>Samples of the request being read.</summary>
    public List<Sample> Pending { get; } = [];

    /// <summary>Readings of histograms that the request being read completed.</summary>
    public List<HistogramReading> Readings { get; } = [];

    /// <summary>True when the request being read named the entity.</summary>
    public bool IsTouched { get; set; }

    public DerivedMetric Derived(string metric)
    {
        if (!_derived.TryGetValue(metric, out var derived))
        {
            derived = HostMetrics.Derive(metric);
            _derived.Add(metric, derived);
        }

        return derived;
    }

    /// <summary>Makes room for a series under its own name; false when there is none left.</summary>
    public bool TryKeepExtra(string name, int limit) =>
        _extra.Contains(name) || (_extra.Count < limit && _extra.Add(name));

    public void DropExtra(string name) => _extra.Remove(name);

    /// <summary>Adds the derived metrics that the request completed.</summary>
    public void TakeDerived()
    {
        foreach (var derived in _derived.Values.OrderBy(metric => metric.Metric, StringComparer.Ordinal))
        {
            if (derived.TryTake(out var at) is { } value && double.IsFinite(value))
            {
                Pending.Add(new Sample(derived.Metric, DateTimeOffset.FromUnixTimeMilliseconds(at), value));
            }
        }
    }

    /// <summary>The histogram of a name; null when there is no room for what is made of it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="extraLimit">Most series under their own name; histograms of requests take no place among them.
    /// </param>
    /// <param name="rules">What is known of histograms.</param>
    public HistogramCollector? Histogram(string name, int extraLimit, HistogramRules rules)
    {
        if (_histograms.TryGetValue(name, out var known))
        {
            return known;
        }

        if (rules.RankOf(name) is null && !HistogramRules.Endings.All(end => TryKeepExtra(name + end, extraLimit)))
        {
            DropExtras(name);
            return null;
        }

        known = new HistogramCollector(name, rules.MaxBuckets);
        _histograms.Add(name, known);
        return known;
    }

    /// <summary>Takes a running total of a histogram; false when it is no newer than the one known.</summary>
    public bool Take(HistogramCell cell, long at, double total) =>
        _histograms.TryGetValue(cell.Part.Name, out var histogram) && histogram.Take(cell, at, total, Readings);

    /// <summary>Forgets a series of a histogram, and the histogram with its last one.</summary>
    public void Close(HistogramCell cell)
    {
        if (_histograms.TryGetValue(cell.Part.Name, out var histogram))
        {
            histogram.Close(cell);
            if (histogram.IsEmpty)
            {
                _histograms.Remove(histogram.Name);
                DropExtras(histogram.Name);
            }
        }
    }

    /// <summary>Adds the readings of histograms that the request completed. The first of its histograms that time
    /// requests speaks for the entity's requests.</summary>
    public void TakeReadings(HistogramRules rules)
    {
        foreach (var histogram in _histograms.Values)
        {
            histogram.Finish(Readings);
        }

        var telling = _histograms.Keys.Where(name => rules.RankOf(name) is not null)
            .MinBy(name => rules.RankOf(name));
        for (var i = 0; i < Readings.Count; i++)
        {
            if (Readings[i].Metric == telling)
            {
                Readings[i] = HistogramRules.AsRequests(Readings[i]);
            }
        }
    }

    private void DropExtras(string histogram)
    {
        foreach (var ending in HistogramRules.Endings)
        {
            DropExtra(histogram + ending);
        }
    }
}
