using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// Where the spans of a trace wait for each other. What happened during a stay is known only when the spans of the
/// entity, of its callees and of its caller are together, and they arrive in any order from any number of senders. A
/// trace is closed a while after the end of the last span heard of it, and becomes visits; nothing raw is kept. The
/// same spans and lines, handed over before their trace closes, give the same visits whatever their order. O(1) a span,
/// O(n log n) for those that close.
/// </summary>
/// <param name="settings">How long to wait, and how much may wait.</param>
public sealed class RequestJoin(RequestSettings settings)
{
    // A span this many waits later than the close of its trace is not recognised as late any more: it begins a trace of
    // its own, whose parent is missing.
    private const int ClosedKept = 4;

    private readonly Dictionary<string, OpenTrace> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _closed = new(StringComparer.Ordinal);
    private readonly List<LogRecord> _loose = [];
    private readonly VisitBuilder _builder = new(LogText.MaskedWords);
    private DateTimeOffset? _now;
    private int _waiting;

    /// <summary>Spans and lines waiting.</summary>
    public int Waiting => _waiting;

    /// <summary>Takes spans and lines. A span that is known already is a duplicate and changes nothing.</summary>
    public JoinTally Take(RequestSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        var tally = default(JoinTally);
        foreach (var span in signals.Spans.IsDefault ? [] : signals.Spans)
        {
            tally = Take(span, tally);
        }

        foreach (var line in signals.Lines.IsDefault ? [] : signals.Lines)
        {
            tally = Take(line, tally);
        }

        return tally;
    }

    /// <summary>Closes the traces whose time has come.</summary>
    /// <param name="now">The twin's clock.</param>
    public JoinedRequests Close(DateTimeOffset now)
    {
        _now = now;
        foreach (var forgotten in _closed.Where(pair => pair.Value <= now.UtcTicks).Select(pair => pair.Key).ToList())
        {
            _closed.Remove(forgotten);
        }

        var visits = new List<Visit>();
        foreach (var (id, trace) in _open.Where(pair => IsDue(pair.Value, now)).ToList())
        {
            _open.Remove(id);
            Remember(id, now);
            _waiting -= trace.Size;

            // One by one: ids of spans need only be unique within their trace.
            visits.AddRange(_builder.Build(trace.Spans.Values, LinesOf(trace)));
        }

        _waiting -= _loose.Count;
        var joined = new JoinedRequests(
            [.. visits.OrderBy(visit => visit.At).ThenBy(visit => visit.Key)],
            JoinedRequests.Sorted(_loose.Select(LooseLine.Of)));
        _loose.Clear();
        return joined;
    }

    /// <summary>Forgets everything that waits.</summary>
    public void Forget()
    {
        _open.Clear();
        _closed.Clear();
        _loose.Clear();
        _waiting = 0;
        _now = null;
    }

    private JoinTally Take(Span span, JoinTally tally)
    {
        if (_closed.ContainsKey(span.TraceId))
        {
            return tally with { Late = tally.Late + 1 };
        }

        var trace = TraceOf(span.TraceId);
        if (trace is not null && trace.Spans.ContainsKey(span.SpanId))
        {
            return tally with { Duplicates = tally.Duplicates + 1 };
        }

        if (trace is null || _waiting >= settings.MaxOpen || trace.Spans.Count >= settings.MaxSpansPerTrace)
        {
            return tally with { Refused = tally.Refused + 1 };
        }

        trace.Spans.Add(span.SpanId, span);
        var left = DateTimeOffset.MaxValue - span.Start;
        var end = span.Duration < left ? span.Start + span.Duration : DateTimeOffset.MaxValue;
        trace.LastEnd = end > trace.LastEnd ? end : trace.LastEnd;
        _waiting++;
        return tally with { Spans = tally.Spans + 1 };
    }

    private JoinTally Take(LogRecord line, JoinTally tally)
    {
        if (_waiting >= settings.MaxOpen)
        {
            return tally with { Refused = tally.Refused + 1 };
        }

        var isOfASpan = line is { TraceId: not null, SpanId: not null } && !_closed.ContainsKey(line.TraceId);
        if (isOfASpan && TraceOf(line.TraceId!) is { } trace)
        {
            if (!trace.Lines.Add(line))
            {
                return tally with { Duplicates = tally.Duplicates + 1 };
            }

            trace.LastEnd = line.At > trace.LastEnd ? line.At : trace.LastEnd;
        }
        else
        {
            _loose.Add(line);
        }

        _waiting++;
        return tally with { Lines = tally.Lines + 1 };
    }

    private OpenTrace? TraceOf(string id)
    {
        if (!_open.TryGetValue(id, out var trace) && _waiting < settings.MaxOpen)
        {
            trace = new OpenTrace { OpenedAt = _now };
            _open[id] = trace;
        }

        return trace;
    }

    private void Remember(string closed, DateTimeOffset now)
    {
        if (_closed.Count < settings.MaxOpen)
        {
            _closed[closed] = now.UtcTicks + (ClosedKept * settings.JoinWait.Ticks);
        }
    }

    private bool IsDue(OpenTrace trace, DateTimeOffset now)
    {
        // Counted in ticks: what a sender stamps may lie at the end of all time.
        trace.OpenedAt ??= now;
        return now.UtcTicks - trace.LastEnd.UtcTicks >= settings.JoinWait.Ticks
            || now.UtcTicks - trace.OpenedAt.Value.UtcTicks >= settings.LongestJoin.Ticks;
    }

    /// <summary>Lines of its spans; the others are loose.</summary>
    private List<LogRecord> LinesOf(OpenTrace trace)
    {
        var lines = new List<LogRecord>(trace.Lines.Count);
        foreach (var line in trace.Lines)
        {
            if (trace.Spans.TryGetValue(line.SpanId!, out var span) && span.Entity == line.Entity)
            {
                lines.Add(line);
            }
            else
            {
                _loose.Add(line);
                _waiting++;
            }
        }

        return lines;
    }

    private sealed class OpenTrace
    {
        public Dictionary<string, Span> Spans { get; } = new(StringComparer.Ordinal);

        public HashSet<LogRecord> Lines { get; } = [];

        public DateTimeOffset LastEnd { get; set; }

        public DateTimeOffset? OpenedAt { get; set; }

        public int Size => Spans.Count + Lines.Count;
    }
}
