using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Benchmarks.Diagnosing;

/// <summary>One series: whose, which, and its samples before and since the onset.</summary>
internal sealed record RawSeries(
    EntityId Entity, string Metric, IReadOnlyList<TimedValue> Before, IReadOnlyList<TimedValue> Since);

/// <summary>
/// An estate drawn from a seed in which one service became slow: services that call a few others further down, five on
/// a host; ten series of each service and of each host half an hour back; requests that enter at one service in twenty,
/// with a span of the call and one of the work for every call, and a log line in every span of work.
/// </summary>
internal sealed class IncidentEstate
{
    /// <summary>When the trouble began.</summary>
    public static readonly DateTimeOffset Onset = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    /// <summary>Time before the onset that is known of requests, and time since it.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMinutes(3);

    private const int ServicesPerHost = 5;
    private const int Callees = 3;
    private const int DeepestCall = 6;
    private const int SamplesBefore = 180;
    private const double OwnSeconds = 0.01;
    private const double LostSeconds = 0.15;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly (string Metric, double Level)[] Metrics =
    [
        (MetricCatalog.RequestDuration, 0.05), (MetricCatalog.RequestDurationP95, 0.12),
        (MetricCatalog.RequestRate, 40), (MetricCatalog.ErrorRatio, 0.002), (MetricCatalog.CpuUtilization, 0.35),
        (MetricCatalog.MemoryUtilization, 0.6), (MetricCatalog.NetworkReceive, 40_000),
        (MetricCatalog.NetworkTransmit, 60_000), (MetricCatalog.QueueDepth, 2), (MetricCatalog.Connections, 30),
    ];

    private readonly EntityId[] _services;
    private readonly EntityId[] _hosts;
    private readonly int[][] _callees;
    private readonly HashSet<int> _slowed = [];
    private SeededRandom _random;

    /// <summary>Draws an estate.</summary>
    /// <param name="services">How many services.</param>
    /// <param name="spans">About how many spans there are since the onset, and as many before it.</param>
    /// <param name="seed">The seed.</param>
    public IncidentEstate(int services, int spans, ulong seed)
    {
        _random = new SeededRandom(seed);
        _services = [.. Enumerable.Range(0, services).Select(i => Named(EntityKind.Service, "s", i))];
        _hosts = [.. Enumerable.Range(0, Math.Max(1, services / ServicesPerHost))
            .Select(i => Named(EntityKind.Host, "h", i))];
        _callees = [.. Enumerable.Range(0, services).Select(Drawn)];
        Root = (services / 3) + _random.NextInt(services / 3);
        Slow(Root);
        Graph = Compiled();
        Spans = [.. Requests(Onset - Look, spans, false), .. Requests(Onset, spans, true)];
        Lines = [.. Spans.Where((_, place) => place % 2 == 0).Select(Line)];
        Series = [.. _services.SelectMany((_, service) => SeriesOf(service)), .. _hosts.SelectMany(Quiet)];
    }

    /// <summary>Place of the service at fault.</summary>
    private int Root { get; }

    /// <summary>The service at fault.</summary>
    public EntityId Cause => _services[Root];

    /// <summary>The graph.</summary>
    public TopologyGraph Graph { get; }

    /// <summary>Spans before the onset and since.</summary>
    public ImmutableArray<Span> Spans { get; }

    /// <summary>Log lines before the onset and since.</summary>
    public ImmutableArray<LogRecord> Lines { get; }

    /// <summary>All series.</summary>
    public ImmutableArray<RawSeries> Series { get; }

    /// <summary>Services that wait for the slow one, and itself.</summary>
    public IEnumerable<EntityId> Slowed => _slowed.Order().Select(service => _services[service]);

    private static EntityId Named(EntityKind kind, string prefix, int number) =>
        EntityId.Of(kind, string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:D4}"));

    private int[] Drawn(int service)
    {
        var reach = Math.Max(2, _services.Length / 8);
        return [.. Enumerable.Range(0, Callees).Select(_ => service + 1 + _random.NextInt(reach))
            .Where(callee => callee < _services.Length).Distinct().Order()];
    }

    private void Slow(int service)
    {
        if (_slowed.Add(service))
        {
            foreach (var caller in Enumerable.Range(0, service).Where(one => _callees[one].Contains(service)))
            {
                Slow(caller);
            }
        }
    }

    private TopologyGraph Compiled()
    {
        var builder = new TopologyBuilder();
        for (var i = 0; i < _services.Length; i++)
        {
            builder.Mention(_services[i]).Mention(_hosts[i % _hosts.Length])
                .Link(_services[i], _hosts[i % _hosts.Length], DependencyKind.RunsOn);
        }

        for (var i = 0; i < _services.Length; i++)
        {
            foreach (var callee in _callees[i])
            {
                builder.Link(_services[i], _services[callee], DependencyKind.CallsSync);
            }
        }

        return TopologyGraph.Compile(builder.Build());
    }

    private List<Span> Requests(DateTimeOffset from, int spans, bool isTrouble)
    {
        var made = new List<Span>(spans);
        var entries = Math.Max(1, _services.Length / 20);
        for (var trace = 0; made.Count < spans; trace++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{from.Ticks:x}{trace:x12}");
            Visit(made, (id, null), (_random.NextInt(entries), DeepestCall), from + (Look * _random.NextDouble()),
                isTrouble);
        }

        return made;
    }

    /// <summary>One visit: its own work, then its calls one after another; the span of each comes after those it
    /// caused. Tells how long it took.</summary>
    private double Visit(
        List<Span> made, (string Trace, string? Parent) cause, (int Service, int Left) where, DateTimeOffset at,
        bool isTrouble)
    {
        var own = OwnSeconds * (0.5 + _random.NextDouble());
        own += isTrouble && where.Service == Root ? LostSeconds : 0;
        var id = Id(made);
        made.Add(null!);
        var place = made.Count - 1;
        var seconds = own;
        foreach (var callee in where.Left == 0 ? [] : _callees[where.Service])
        {
            if (_random.NextInt(3) == 0)
            {
                continue;
            }

            var call = Id(made);
            made.Add(null!);
            var callPlace = made.Count - 1;
            var start = at.AddSeconds(seconds);
            var took = Visit(made, (cause.Trace, call), (callee, where.Left - 1), start.AddMilliseconds(1), isTrouble)
                + 0.002;
            made[callPlace] = new Span(
                cause.Trace, call, id, _services[where.Service], "call", start, TimeSpan.FromSeconds(took), false);
            seconds += took;
        }

        made[place] = new Span(
            cause.Trace, id, cause.Parent, _services[where.Service], Operation(place), at,
            TimeSpan.FromSeconds(seconds), false);
        return seconds;
    }

    private static string Operation(int place) => place % 4 == 0 ? "POST /orders" : "GET /orders/{id}";

    private static string Id(List<Span> made) => made.Count.ToString("x8", CultureInfo.InvariantCulture);

    private static LogRecord Line(Span span, int number) => new(
        span.Entity, span.Start, LogSeverity.Info,
        string.Create(CultureInfo.InvariantCulture, $"answered {span.Operation} for user {number} with 200"),
        span.TraceId, span.SpanId);

    private IEnumerable<RawSeries> SeriesOf(int service) => Metrics.Select(one => Make(
        _services[service], one.Metric, one.Level, (one.Metric, _slowed.Contains(service)) switch
        {
            (MetricCatalog.RequestDuration or MetricCatalog.RequestDurationP95, true) =>
                LostSeconds * (service == Root ? 1 : 0.7),
            (MetricCatalog.CpuUtilization, true) when service == Root => 0.4,
            _ => 0,
        }));

    private IEnumerable<RawSeries> Quiet(EntityId host) => Metrics.Skip(4).Select(one =>
        Make(host, one.Metric, one.Level, 0));

    private RawSeries Make(EntityId entity, string metric, double level, double shift)
    {
        var values = new TimedValue[SamplesBefore + (int)(Look / Interval)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new TimedValue(
                Onset + (Interval * (i - SamplesBefore + 1)),
                (level * (1 + (0.05 * _random.NextNormal()))) + (i < SamplesBefore ? 0 : shift));
        }

        return new RawSeries(entity, metric, values[..SamplesBefore], values[SamplesBefore..]);
    }
}
