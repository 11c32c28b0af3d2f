using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// Turns spans, and the log lines written in them, into visits. Spans of one trace must be handed over together; lines
/// without a known span are counted and otherwise passed over. The same spans and lines give the same visits, whatever
/// their order. O(n log n).
/// </summary>
/// <param name="naming">Names a line whose logger prints no code site.</param>
public sealed class VisitBuilder(Func<string, string> naming)
{
    /// <summary>Builds with templates.</summary>
    /// <param name="templates">Names lines whose logger prints no code site; it is widened by what it sees.</param>
    public VisitBuilder(LogTemplateTree templates)
        : this((templates ?? throw new ArgumentNullException(nameof(templates))).Add)
    {
    }

    // Operations are few, whatever the number of spans; names beyond this many are masked each time.
    private const int MaskedKept = 4096;

    private readonly Dictionary<string, string> _masked = new(StringComparer.Ordinal);

    /// <summary>Lines that belong to no span seen with them.</summary>
    public long LooseLines { get; private set; }

    /// <summary>The visits, by start, then by key.</summary>
    public ImmutableArray<Visit> Build(IEnumerable<Span> spans, IEnumerable<LogRecord> lines)
    {
        ArgumentNullException.ThrowIfNull(spans);
        ArgumentNullException.ThrowIfNull(lines);
        var traces = new Dictionary<string, List<Span>>(StringComparer.Ordinal);
        foreach (var span in spans)
        {
            if (!traces.TryGetValue(span.TraceId, out var trace))
            {
                trace = [];
                traces[span.TraceId] = trace;
            }

            trace.Add(span);
        }

        var events = LoggedEvents(lines);
        var visits = new List<Visit>();
        var stay = new Stay(Masked);
        foreach (var (_, trace) in traces.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            AddVisits(TraceShape.Of(trace), events, stay, visits);
        }

        LooseLines += events.Values.Sum(logged => logged.Count);
        return [.. visits.OrderBy(visit => visit.At).ThenBy(visit => visit.Key)];
    }

    /// <summary>Events by span. The most frequent order of lines is that of time, which templates depend on.</summary>
    private Dictionary<(string Span, EntityId Entity), List<VisitEvent>> LoggedEvents(IEnumerable<LogRecord> lines)
    {
        var events = new Dictionary<(string, EntityId), List<VisitEvent>>();
        var ordered = lines.Where(line => line.SpanId is not null)
            .OrderBy(line => line.At).ThenBy(line => line.Entity).ThenBy(line => line.Body, StringComparer.Ordinal);
        foreach (var line in ordered)
        {
            var key = (line.SpanId!, line.Entity);
            if (!events.TryGetValue(key, out var logged))
            {
                logged = [];
                events[key] = logged;
            }

            var name = LogText.SiteOf(line.Body) ?? naming(line.Body);
            logged.Add(new VisitEvent(
                line.Severity >= LogSeverity.Error ? VisitEventKind.LoggedError : VisitEventKind.Logged, name));
        }

        return events;
    }

    private void AddVisits(
        TraceShape trace, Dictionary<(string Span, EntityId Entity), List<VisitEvent>> logged, Stay stay,
        List<Visit> visits)
    {
        for (var entry = 0; entry < trace.Spans.Length; entry++)
        {
            if (!trace.IsEntry(entry))
            {
                continue;
            }

            var span = trace.Spans[entry];
            stay.Begin(trace, entry);
            while (stay.Open.TryPop(out var inside))
            {
                stay.Take(inside);
                if (logged.Count > 0 && logged.Remove((trace.Spans[inside].SpanId, span.Entity), out var lines))
                {
                    stay.Events.AddRange(lines);
                }
            }

            var caller = trace.ParentOf(entry);
            visits.Add(new Visit(
                span.Entity, Masked(span.Operation), span.Start, span.Duration.TotalSeconds,
                Math.Max(0, span.Duration.TotalSeconds - Union(stay.Calls)),
                caller < 0 ? null : trace.Spans[caller].Entity, trace.GapBefore(entry), stay.Told(),
                StableHash.Combine(StableHash.Of(span.TraceId), StableHash.Of(span.SpanId)))
            {
                TraceId = span.TraceId,
                IsOrphan = caller < 0 && span.ParentSpanId is not null,
            });
        }
    }

    private string Masked(string operation)
    {
        if (!_masked.TryGetValue(operation, out var name))
        {
            name = LogText.Masked(operation);
            if (_masked.Count < MaskedKept)
            {
                _masked[operation] = name;
            }
        }

        return name;
    }

    private static double Union(List<(DateTimeOffset From, DateTimeOffset To)> calls)
    {
        var (sum, until) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        calls.Sort();
        foreach (var (from, to) in calls)
        {
            var begin = from > until ? from : until;
            if (to > begin)
            {
                sum += to - begin;
                until = to;
            }
        }

        return sum.TotalSeconds;
    }

    /// <summary>One stay while its spans are gone through; the same object serves one after another.</summary>
    private sealed class Stay(Func<string, string> masked)
    {
        private readonly List<VisitEvent> _passedOn = [];
        private TraceShape _trace = TraceShape.Of([]);
        private int _entry;

        /// <summary>What happened, in any order, repeats included.</summary>
        public List<VisitEvent> Events { get; } = [];

        public List<(DateTimeOffset From, DateTimeOffset To)> Calls { get; } = [];

        /// <summary>Spans of the stay still to be taken.</summary>
        public Stack<int> Open { get; } = new();

        /// <summary>Begins with the span by which a request entered.</summary>
        public void Begin(TraceShape trace, int entry)
        {
            (_trace, _entry) = (trace, entry);
            _passedOn.Clear();
            Events.Clear();
            Calls.Clear();
            Open.Push(entry);
        }

        /// <summary>One span of the stay: what it did, and whom it called.</summary>
        public void Take(int inside)
        {
            var span = _trace.Spans[inside];
            if (span.IsError && inside != _entry && CalleeOf(inside) is { } callee)
            {
                _passedOn.Add(new VisitEvent(VisitEventKind.PassedOn, masked(span.Operation), callee));
            }
            else if (span.IsError)
            {
                Events.Add(new VisitEvent(VisitEventKind.Failed, masked(span.Operation)));
            }

            if (inside != _entry)
            {
                Events.Add(new VisitEvent(VisitEventKind.Worked, masked(span.Operation)));
            }

            foreach (var child in _trace.ChildrenOf(inside))
            {
                var below = _trace.Spans[child];
                if (below.Entity == span.Entity)
                {
                    Open.Push(child);
                    continue;
                }

                Events.Add(new VisitEvent(VisitEventKind.Called, masked(below.Operation), below.Entity));

                // The caller's own view of the call where it has one: that includes the way there and back.
                var call = _trace.IsCallSpan(inside) && inside != _entry ? span : below;
                Calls.Add((call.Start, call.Start + call.Duration));
            }
        }

        /// <summary>What happened. Where a call failed, the errors of the visit are its echo: they are told of the
        /// callee, and would be blamed on the caller else.</summary>
        public ImmutableArray<VisitEvent> Told()
        {
            if (_passedOn.Count > 0)
            {
                Events.RemoveAll(happened => happened.IsError);
            }

            var told = ImmutableArray.CreateBuilder<VisitEvent>(Events.Count + _passedOn.Count);
            AddEachOnce(Events, told);
            AddEachOnce(_passedOn, told);
            return told.DrainToImmutable();
        }

        private static void AddEachOnce(List<VisitEvent> events, ImmutableArray<VisitEvent>.Builder told)
        {
            events.Sort();
            for (var i = 0; i < events.Count; i++)
            {
                if (i == 0 || events[i] != events[i - 1])
                {
                    told.Add(events[i]);
                }
            }
        }

        private EntityId? CalleeOf(int inside) =>
            _trace.IsCallSpan(inside) ? _trace.Spans[_trace.ChildrenOf(inside)[0]].Entity : _trace.Spans[inside].Peer;
    }
}
