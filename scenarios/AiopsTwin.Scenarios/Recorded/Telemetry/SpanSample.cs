using AiopsTwin.Engine.Telemetry;
using Hash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>
/// Spans of whole traces, at most so many: when there are more, every second trace goes, by a hash of its id, and so
/// on. What is kept does not depend on the order in which spans come, and shares of requests stay what they are.
/// </summary>
/// <param name="limit">Most spans kept.</param>
internal sealed class SpanSample(int limit)
{
    private const int MostHalvings = 63;

    private readonly Dictionary<string, List<Span>> _traces = new(StringComparer.Ordinal);
    private int _kept;

    /// <summary>Of so many times two traces one is kept: 0 when all are.</summary>
    public int Halvings { get; private set; }

    /// <summary>All spans kept.</summary>
    public IEnumerable<Span> Spans => _traces.Values.SelectMany(trace => trace);

    /// <summary>Takes a span.</summary>
    public void Add(Span span)
    {
        if (!IsKept(span.TraceId))
        {
            return;
        }

        if (!_traces.TryGetValue(span.TraceId, out var trace))
        {
            trace = [];
            _traces[span.TraceId] = trace;
        }

        trace.Add(span);
        _kept++;
        while (_kept > limit && Halvings < MostHalvings)
        {
            Halvings++;
            foreach (var gone in _traces.Keys.Where(id => !IsKept(id)).ToList())
            {
                _kept -= _traces[gone].Count;
                _traces.Remove(gone);
            }
        }
    }

    private bool IsKept(string trace) => (Hash.Combine(Hash.Of(trace), 1) & ((1UL << Halvings) - 1)) == 0;
}
