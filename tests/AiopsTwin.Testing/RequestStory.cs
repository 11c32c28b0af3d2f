using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Testing;

/// <summary>
/// A small estate whose requests are told by metrics, spans and lines, and a defect in the code of <c>api</c> that
/// metrics do not show: from an onset on it writes an error and gives up before it calls <c>db</c>, as fast as ever.
/// Only somebody outside notices: an alert of others at <c>web</c>.
/// </summary>
public sealed class RequestStory
{
    /// <summary>Seconds between two steps.</summary>
    public const int Step = 10;

    /// <summary>Second at which the defect strikes.</summary>
    public const int Onset = 1200;

    /// <summary>The last second.</summary>
    public const int End = 1500;

    /// <summary>The beginning.</summary>
    public static readonly DateTimeOffset Start = new(2026, 4, 6, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] Names = ["api", "cart", "db", "web"];

    private readonly SeededRandom _random;
    private readonly SeededRandom _order;
    private readonly List<Span> _spans = [];
    private readonly List<LogRecord> _lines = [];
    private readonly List<Span> _late = [];

    /// <summary>Begins a story.</summary>
    /// <param name="seed">Fixes noise and order.</param>
    public RequestStory(ulong seed)
    {
        _random = new SeededRandom(seed);
        _order = new SeededRandom(seed + 1);
    }

    /// <summary>Whether spans and lines come in another order, some of a trace a step later than others.</summary>
    public bool IsShuffled { get; init; }

    /// <summary>The estate.</summary>
    public static TopologySnapshot Topology { get; } = Graph.Of("web -> api -> db; web -> cart -> db");

    /// <summary>An entity of it.</summary>
    public static EntityId Id(string name) => Graph.Id(name);

    /// <summary>What somebody outside says once customers complain.</summary>
    public static Alert Complaint { get; } = new(
        "complaint", Id("web"), "checkouts fail", AlertSeverity.Critical, AlertStatus.Firing, At(Onset + 20),
        At(Onset + 20), null, "desk", null, 0, null, null, "customers cannot check out");

    /// <summary>An instant of the story.</summary>
    public static DateTimeOffset At(double second) => Start.AddSeconds(second);

    /// <summary>What every entity measures at a step: nothing ever happens to it.</summary>
    public ImmutableArray<ObserveBatch> Samples(int second) =>
    [
        .. Names.Select(name => new ObserveBatch(Id(name), "story", (second / Step) + 1,
            [
                Sample(MetricCatalog.RequestDuration, second, 0.1, 0.005),
                Sample(MetricCatalog.RequestRate, second, 50, 1),
                Sample(MetricCatalog.ErrorRatio, second, 0.01, 0.001),
            ])),
    ];

    /// <summary>Spans and lines that arrive in the step that ends at a second.</summary>
    public RequestSignals Signals(int second)
    {
        _spans.Clear();
        _lines.Clear();
        for (var n = 1; n <= 4; n++)
        {
            Write(second - n - 0.5, n % 2 == 0 ? "api" : "cart", n);
        }

        if (!IsShuffled)
        {
            return new RequestSignals([.. _spans], [.. _lines]);
        }

        // Some wait a step, in any order: what the join is for.
        var (now, later) = (new List<Span>(_late), new List<Span>());
        foreach (var span in _spans)
        {
            (_order.NextDouble() < 0.3 ? later : now).Add(span);
        }

        _late.Clear();
        _late.AddRange(later);
        return new RequestSignals(
            [.. now.OrderBy(_ => _order.NextDouble())], [.. _lines.OrderBy(_ => _order.NextDouble())]);
    }

    private Sample Sample(string metric, int second, double level, double noise) =>
        new(metric, At(second), level + (noise * _random.NextNormal()));

    private void Write(double second, string behind, int n)
    {
        var trace = string.Create(CultureInfo.InvariantCulture, $"{(int)(second * 10):x8}{n:x8}");
        var isBroken = behind == "api" && second >= Onset;
        Add((trace, "1", null), ("web", "GET /" + behind), second, 100);
        Add((trace, "2", "1"), ("web", "call " + behind), second + 0.001, 90);
        Add((trace, "3", "2"), (behind, "POST /orders"), second + 0.002, 88);
        Log(trace, "3", behind, LogSeverity.Info, $"order {n} of customer {n * 7} accepted");
        if (isBroken)
        {
            Log(trace, "3", behind, LogSeverity.Error, $"cannot parse voucher {n} of customer {n * 7}");
            return;
        }

        Add((trace, "4", "3"), (behind, "call db"), second + 0.003, 22);
        Add((trace, "5", "4"), ("db", "SELECT orders"), second + 0.004, 20);
    }

    private void Add(
        (string Trace, string Id, string? Parent) span, (string Entity, string Operation) work, double second,
        double ms) => _spans.Add(new Span(
            span.Trace, span.Id, span.Parent, Id(work.Entity), work.Operation, At(second),
            TimeSpan.FromMilliseconds(ms), false));

    private void Log(string trace, string span, string entity, LogSeverity severity, string body) => _lines.Add(
        new LogRecord(Id(entity), At(TraceSecond(trace)), severity, body, trace, span));

    private static double TraceSecond(string trace) =>
        int.Parse(trace.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 10.0;
}
