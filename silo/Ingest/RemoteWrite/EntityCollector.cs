using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>Gathers what one request says of one entity, and remembers what derived metrics need between
/// requests.</summary>
internal sealed class EntityCollector(ResolvedEntity resolved)
{
    private readonly Dictionary<string, DerivedMetric> _derived = new(StringComparer.Ordinal);
    private readonly HashSet<string> _extra = new(StringComparer.Ordinal);

    public ResolvedEntity Resolved { get; } = resolved;

    /// <summary>Samples of the request being read.</summary>
    public List<Sample> Pending { get; } = [];

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
}
