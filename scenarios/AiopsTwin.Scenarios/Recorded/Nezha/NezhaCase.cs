using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Scoring.Peers;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using Hash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Scenarios.Recorded.Nezha;

/// <summary>What is known of one moment of trouble of a day: the telemetry around an instant, and nothing of what was
/// found out later.</summary>
internal sealed class NezhaCase
{
    // Three samples of metrics, and as many minutes of spans as are published of a fault.
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(3);

    private readonly NezhaDay _day;
    private readonly DateTimeOffset _onset;
    private readonly RequestHistory _history = new(TraceLimits.Default);
    private readonly RequestWindow _now = new(TraceLimits.Default);
    private readonly SortedDictionary<EntityId, int> _asked = [];
    private readonly SortedSet<(EntityId Caller, EntityId Callee)> _calls = [];

    private NezhaCase(NezhaDay day, DateTimeOffset onset)
    {
        _day = day;
        _onset = onset;
        foreach (var visit in day.Visits(DateTimeOffset.MinValue, onset + Look))
        {
            if (visit.At >= onset)
            {
                _now.Add(visit);
            }
            else if (day.IsBefore(visit.At, onset))
            {
                _history.Add(visit);
            }

            Note(visit);
        }
    }

    /// <summary>When the trouble began.</summary>
    public DateTimeOffset Onset => _onset;

    /// <summary>Gathers what happened around an instant that somebody gave as the onset.</summary>
    public static NezhaCase At(NezhaDay day, DateTimeOffset onset) => new(day, onset);

    /// <summary>Finds the onset in some minutes, and gathers what happened around it; the first of these minutes is
    /// taken for it when nothing changed in them.</summary>
    public static NezhaCase Within(NezhaDay day, DateTimeOffset from, DateTimeOffset until)
    {
        var usual = new RequestHistory(TraceLimits.Default);
        foreach (var visit in day.Visits(DateTimeOffset.MinValue, from).Where(visit => day.IsBefore(visit.At, from)))
        {
            usual.Add(visit);
        }

        var series = day.Services.SelectMany(day.SeriesOf)
            .Select(pair => new OnsetSeries(
                pair.Metric,
                [.. pair.Values.Where(value => day.IsBefore(value.At, from))],
                [.. pair.Values.Where(value => value.At >= from && value.At < until)])).ToList();
        var found = new OnsetSearch(TraceLimits.Default)
            .Find(usual, day.Visits(from, until), series, from, until);
        return new NezhaCase(day, found ?? from);
    }

    /// <summary>The case as a diagnosis wants it.</summary>
    public DiagnosisCase ToCase()
    {
        var graph = Graph();
        return new DiagnosisCase(
            graph, [.. graph.Entities.Select(entity => Evidence(entity.Id))], Alarm(), [], _onset, _onset + Look)
        {
            Requests = Requests(graph),
        };
    }

    /// <summary>The case as peers want it: every published column of every pod but those of its node.</summary>
    public PeerCase ToPeers()
    {
        var graph = Graph();
        ImmutableArray<PeerSeries> series =
        [
            .. _day.Services.SelectMany(service => _day.PublishedOf(service), (service, pair) =>
                new PeerSeries(
                    service, pair.Metric,
                    [.. pair.Values.Where(value => _day.IsBefore(value.At, _onset))],
                    [.. pair.Values.Where(value => value.At > _onset && value.At <= _onset + Look)])),
        ];
        var front = Front();
        return new PeerCase(
            [.. graph.Entities.Select(entity => entity.Id)], series, [.. _calls],
            series.FirstOrDefault(one => one.Entity == front && one.Metric == MetricCatalog.RequestDuration));
    }

    private void Note(Visit visit)
    {
        if (visit.Caller is { } caller)
        {
            _calls.Add((caller, visit.Entity));
        }
        else
        {
            _asked[visit.Entity] = _asked.GetValueOrDefault(visit.Entity) + 1;
        }
    }

    private TopologyGraph Graph()
    {
        var builder = new TopologyBuilder();
        foreach (var service in _day.Services.Concat(_asked.Keys))
        {
            builder.Mention(service);
        }

        foreach (var (caller, callee) in _calls)
        {
            builder.Mention(caller).Mention(callee).Link(caller, callee, DependencyKind.CallsSync);
        }

        return TopologyGraph.Compile(builder.Build(1));
    }

    private EntityEvidence Evidence(EntityId entity)
    {
        var series = new List<SeriesEvidence>();
        DateTimeOffset? seen = null;
        foreach (var (metric, values) in _day.SeriesOf(entity))
        {
            var before = values.Where(value => _day.IsBefore(value.At, _onset)).ToList();
            var window = values.Where(value => value.At > _onset && value.At <= _onset + Look).ToList();
            if (SeriesWindow.Of(metric, before, window) is { } evidence)
            {
                series.Add(evidence);
                seen = _onset + Look;
            }
        }

        return new EntityEvidence(entity, _onset, _onset + Look, seen, [.. series]);
    }

    /// <summary>Somebody at the front door complains.</summary>
    private ImmutableArray<Alert> Alarm()
    {
        if (Front() is not { } entity)
        {
            return [];
        }

        return
        [
            new Alert(
                Hash.Hex(Hash.Of($"{FrontEndAlarm.Source}\n{entity}")), entity, "requests suffer",
                AlertSeverity.Warning, AlertStatus.Firing, _onset, _onset, null, FrontEndAlarm.Source, null, 0, null,
                null, $"requests suffer at {entity}"),
        ];
    }

    /// <summary>The front door: the entity that most requests from outside come to.</summary>
    private EntityId? Front() => _asked.Count == 0 ? null : _asked.MaxBy(pair => pair.Value).Key;

    private RequestEvidence Requests(TopologyGraph graph)
    {
        var traced = RequestComparison.Of(_history, _now);
        var known = traced.Gaps.Select(gap => (gap.Caller, gap.Callee)).ToHashSet();
        var told = _day.Gaps.Select(pair => Gap(graph, pair.Edge, pair.Seconds)).OfType<GapChange>()
            .Where(gap => !known.Contains((gap.Caller, gap.Callee)));
        return traced with { Gaps = [.. traced.Gaps, .. told] };
    }

    /// <summary>The gap of an edge from what both its ends reported, where no spans tell it.</summary>
    private GapChange? Gap(TopologyGraph graph, string edge, IReadOnlyList<TimedValue> seconds)
    {
        var before = seconds.Where(value => _day.IsBefore(value.At, _onset)).Select(value => value.Value).ToList();
        var now = seconds.Where(value => value.At > _onset && value.At <= _onset + Look)
            .Select(value => value.Value).ToList();
        return Ends(graph, edge) is { } ends ? GapChange.Of(ends.Caller, ends.Callee, before, now) : null;
    }

    /// <summary>Both names joined by an underscore, which a name may contain too.</summary>
    private static (EntityId Caller, EntityId Callee)? Ends(TopologyGraph graph, string edge)
    {
        for (var at = edge.IndexOf('_', StringComparison.Ordinal); at > 0 && at < edge.Length - 1;
            at = edge.IndexOf('_', at + 1))
        {
            var caller = EntityId.Of(EntityKind.Service, edge[..at]);
            var callee = EntityId.Of(EntityKind.Service, edge[(at + 1)..]);
            if (graph.TryIndex(caller, out _) && graph.TryIndex(callee, out _))
            {
                return (caller, callee);
            }
        }

        return null;
    }
}
