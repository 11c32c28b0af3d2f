using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World;

/// <summary>
/// A sample of requests as tracing would show them: a few in each interval, followed from where they enter along the
/// calls, with true parents, the times the model has now, and the lines that are written on the way. It reads the
/// model's state and changes nothing of it, and draws from a stream of its own: with or without it the metrics of a
/// world are the same. Cost: O(spans), at most <c>MaxSpans</c> a request.
/// </summary>
internal sealed class RequestTelemetry(WorldState state, SeededRandom random)
{
    private const int MaxSpans = 128;
    private const int MaxDepth = 16;

    private readonly SeededRandom _random = random.Fork("requests");
    private readonly RequestText _text = new(state.Map);
    private readonly double[] _weights = new double[state.Map.SourceProcess.Length];

    /// <summary>Spans and lines of an interval.</summary>
    /// <param name="count">Requests followed.</param>
    /// <param name="interval">Number of the interval.</param>
    /// <param name="from">Its begin.</param>
    /// <param name="length">Its length.</param>
    public RequestSignals Write(int count, long interval, DateTimeOffset from, TimeSpan length)
    {
        if (count == 0 || Weigh() is not (> 0 and var total))
        {
            return RequestSignals.None;
        }

        var page = new Page();
        for (var n = 0; n < count; n++)
        {
            var draws = _random.Fork((ulong)interval).Fork((ulong)n);
            var entry = Entry(draws.NextDouble() * total);
            page.Begin(
                StableHash.Combine(draws.NextBits(), draws.NextBits()),
                from + (length * ((n + draws.NextDouble()) / count)), draws);
            if (state.Processes.Servers[entry] > 0)
            {
                Serve(page, entry, null, TimeSpan.Zero, 0);
            }
        }

        return page.ToSignals();
    }

    private double Weigh()
    {
        var total = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = state.Map.Load[i].RatePerSecond * state.Impairments.LoadFactor[i];
            total += _weights[i];
        }

        return total;
    }

    private int Entry(double draw)
    {
        var at = 0;
        while (at < _weights.Length - 1 && draw >= _weights[at])
        {
            draw -= _weights[at++];
        }

        return state.Map.SourceProcess[at];
    }

    /// <summary>One request at one process.</summary>
    /// <returns>How long it took, and whether it failed.</returns>
    private (TimeSpan Time, bool IsFailed) Serve(Page page, int p, string? parent, TimeSpan at, int depth)
    {
        var id = page.NextId();
        var entity = state.Map.Entities[state.Map.ProcessNode[p]];
        if (page.Chance(state.Processes.ShedShare[p]))
        {
            page.Line(entity, id, at, LogSeverity.Error, RequestText.Shed());
            page.Span(id, parent, (entity, _text.Operation(p), SpanKind.Server), (at, TimeSpan.Zero, true));
            return (TimeSpan.Zero, true);
        }

        var own = Own(page, p);
        page.Line(entity, id, at, LogSeverity.Info, RequestText.Took(page.Number()));
        if (page.Chance(state.Impairments.Thrown[p]))
        {
            page.Line(entity, id, at + own, LogSeverity.Error, RequestText.Thrown(page.Number()));
            page.Span(id, parent, (entity, _text.Operation(p), SpanKind.Server), (at, own, true));
            return (own, true);
        }

        var (time, isFailed) = Calls(page, (p, id), at + (own / 2), depth);
        if (state.Impairments.LockSeconds[p] > 0)
        {
            page.Line(entity, id, at, LogSeverity.Warn, RequestText.Locked(state.Impairments.LockSeconds[p]));
        }

        var errors = 1 - ((1 - state.Map.ErrorRatio[p]) * (1 - state.Impairments.ErrorAdd[p]));
        if (!isFailed && page.Chance(errors))
        {
            isFailed = true;
            page.Line(entity, id, at + own + time, LogSeverity.Error,
                !page.Chance(state.Impairments.ErrorAdd[p] / errors)
                    ? RequestText.Refused()
                    : state.Impairments.Words.OfProcess(p, page.Aside()) ?? RequestText.Broken(page.Number()));
        }

        page.Span(id, parent, (entity, _text.Operation(p), SpanKind.Server), (at, own + time, isFailed));
        return (own + time, isFailed);
    }

    private TimeSpan Own(Page page, int p)
    {
        var columns = state.Processes;
        var delayed = columns.DelayProbability[p];
        var wait = delayed > 0 && page.Chance(delayed) ? page.Exponential(columns.Wait[p] / delayed) : 0;
        return TimeSpan.FromSeconds(
            wait + page.Scaled(columns.ServiceTime[p], Math.Sqrt(state.Map.ServiceVariability[p])));
    }

    /// <summary>The calls of a request: stages one after the other, calls of a stage side by side; a required call that
    /// fails ends it.</summary>
    private (TimeSpan Time, bool IsFailed) Calls(Page page, (int P, string Span) caller, TimeSpan at, int depth)
    {
        var graph = state.Map.Graph;
        var (total, i) = (TimeSpan.Zero, graph.OutStart[caller.P]);
        while (i < graph.OutStart[caller.P + 1] && depth < MaxDepth)
        {
            var stage = graph.Stage[graph.OutCalls[i]];
            var (longest, isFailed) = (TimeSpan.Zero, false);
            for (; i < graph.OutStart[caller.P + 1] && graph.Stage[graph.OutCalls[i]] == stage; i++)
            {
                var e = graph.OutCalls[i];
                if (IsMade(page, e))
                {
                    var (time, fails) = Call(page, caller, e, at + total, depth);
                    longest = time > longest ? time : longest;
                    isFailed |= fails && !page.Chance(graph.Fallback[e]);
                }
            }

            total += longest;
            if (isFailed)
            {
                return (total, true);
            }
        }

        return (total, false);
    }

    private bool IsMade(Page page, int e)
    {
        var graph = state.Map.Graph;
        return graph.Mode[e] == CallMode.Sync && page.Spans < MaxSpans
            && page.Chance(graph.PerRequest[e] * state.Impairments.Calls.Weight[e]
                * state.AskingShare(e));
    }

    /// <summary>A call with its further attempts.</summary>
    private (TimeSpan Time, bool IsFailed) Call(
        Page page, (int P, string Span) caller, int e, TimeSpan at, int depth)
    {
        var total = TimeSpan.Zero;
        for (var attempt = 0; ; attempt++)
        {
            var (time, isFailed) = Attempt(page, caller, e, at + total, depth);
            total += time;
            if (!isFailed || attempt >= state.Impairments.Calls.Retries[e] || page.Spans >= MaxSpans)
            {
                return (total, isFailed);
            }

            total += TimeSpan.FromSeconds(state.Map.Graph.MeanBackoff[e]);
        }
    }

    private (TimeSpan Time, bool IsFailed) Attempt(
        Page page, (int P, string Span) caller, int e, TimeSpan at, int depth)
    {
        var (graph, overlay, columns) = (state.Map.Graph, state.Impairments.Calls, state.Processes);
        var entity = state.Map.Entities[state.Map.ProcessNode[caller.P]];
        var callee = graph.To[e];
        var wait = TimeSpan.FromSeconds(page.Exponential(state.Calls.PoolWait[e]));
        if (page.Chance(state.Calls.PoolFailure[e]))
        {
            page.Line(entity, caller.Span, at + wait, LogSeverity.Error, _text.NoConnection(callee, wait));
            return (wait, true);
        }

        var (id, begin, timeout) = (page.NextId(), at + wait, TimeSpan.FromSeconds(overlay.Timeout[e]));
        var work = (entity, _text.CallOf(callee), SpanKind.Client);
        var peer = state.Map.Entities[state.Map.ProcessNode[callee]];
        if (columns.Absence[callee] == Absence.Refuses || page.Chance(overlay.Refused[e]))
        {
            var why = columns.Absence[callee] == Absence.Refuses
                ? null
                : state.Impairments.Words.OfCall(e, page.Aside());
            page.Line(entity, caller.Span, begin, LogSeverity.Error, _text.Refused(callee, why));
            page.Span(id, caller.Span, work, (begin, TimeSpan.FromMilliseconds(1), true), peer);
            return (wait + TimeSpan.FromMilliseconds(1), true);
        }

        var isLost = columns.Absence[callee] == Absence.Hangs || page.Chance(overlay.Blocked[e]);
        var delay = TimeSpan.FromSeconds(overlay.DelaySeconds[e]) + page.Way();
        var (time, isFailed) = isLost ? (timeout, true) : Serve(page, callee, id, begin + (delay / 2), depth + 1);
        var isLate = isLost || time + delay > timeout || page.Chance(overlay.Unanswered[e]);
        if (isLate || isFailed)
        {
            page.Line(entity, caller.Span, begin + (isLate ? timeout : time + delay), LogSeverity.Error,
                isLate ? _text.TimedOut(callee, timeout) : _text.CallFailed(callee));
        }
        else if (page.Chance(overlay.ErrorAdd[e]))
        {
            isFailed = true;
            page.Line(
                entity, caller.Span, begin + time + delay, LogSeverity.Error,
                _text.Lost(callee, state.Impairments.Words.OfCall(e, page.Aside())));
        }

        var taken = isLate ? timeout : time + delay;
        page.Span(id, caller.Span, work, (begin, taken, isFailed || isLate), peer);
        return (wait + taken, isFailed || isLate);
    }

    /// <summary>The spans and lines of an interval while they are written, and the draws of the request at
    /// hand.</summary>
    private sealed class Page
    {
        private readonly ImmutableArray<Span>.Builder _spans = ImmutableArray.CreateBuilder<Span>();
        private readonly ImmutableArray<LogRecord>.Builder _lines = ImmutableArray.CreateBuilder<LogRecord>();
        private SeededRandom _draws;
        private DateTimeOffset _start;
        private string _trace = "";

        /// <summary>Spans begun for the request at hand.</summary>
        public int Spans { get; private set; }

        public void Begin(ulong trace, DateTimeOffset start, SeededRandom draws)
        {
            _draws = draws.Fork("walk");
            _start = start;
            _trace = StableHash.Hex(trace) + StableHash.Hex(StableHash.Mix(trace));
            Spans = 0;
        }

        public string NextId()
        {
            Spans++;
            return StableHash.Hex(_draws.NextBits());
        }

        public int Number() => _draws.NextInt(1_000_000);

        /// <summary>A draw that leaves those of the walk as they are.</summary>
        public double Aside() => _draws.Fork("aside").NextDouble();

        public bool Chance(double share) => share > 0 && _draws.NextDouble() < share;

        public double Exponential(double mean) => mean <= 0 ? 0 : -mean * Math.Log(1 - _draws.NextDouble());

        public double Scaled(double mean, double deviation) => SamplingNoise.Scaled(ref _draws, mean, deviation);

        /// <summary>The way there and back in a data centre: half a millisecond, more or less.</summary>
        public TimeSpan Way() => TimeSpan.FromSeconds(Scaled(0.0005, 0.3));

        public void Span(
            string id, string? parent, (EntityId Entity, string Operation, SpanKind Kind) work,
            (TimeSpan At, TimeSpan Time, bool IsError) course, EntityId? peer = null) => _spans.Add(new Span(
                _trace, id, parent, work.Entity, work.Operation, _start + course.At, course.Time, course.IsError)
            {
                Kind = work.Kind,
                Peer = peer,
            });

        public void Line(EntityId entity, string span, TimeSpan at, LogSeverity severity, string body) =>
            _lines.Add(new LogRecord(entity, _start + at, severity, body, _trace, span));

        public RequestSignals ToSignals() => new(_spans.ToImmutable(), _lines.ToImmutable());
    }
}
