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
    private readonly List<(EntityId Caller, EntityId Callee, IReadOnlyList<TimedValue> Seconds)> _told;

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

        _told = Told();
    }

    /// <summary>When the trouble began.</summary>
    public DateTimeOffset Onset => _onset;

    /// <summary>Gathers what happened around an instant that somebody gave as the onset.</summary>
    public static NezhaCase At(NezhaDay day, DateTimeOffset onset) => new(day, onset);

    /// <summary>Finds when it may have begun in some minutes, and gathers what happened around each instant, the
    /// likeliest first; what was told, or else the first of these minutes, when nothing changed in them.</summary>
    /// <param name="day">The day.</param>
    /// <param name="from">Begin of the time asked about.</param>
    /// <param name="until">Its end.</param>
    /// <param name="told">When somebody said that it began; null when nobody did.</param>
    public static ImmutableArray<(double Belief, NezhaCase Case)> Within(
        NezhaDay day, DateTimeOffset from, DateTimeOffset until, DateTimeOffset? told = null)
    {
        var usual = new RequestHistory(TraceLimits.Default);
        foreach (var visit in day.Visits(DateTimeOffset.MinValue, from).Where(visit => day.IsBefore(visit.At, from)))
        {
            usual.Add(visit);
        }

        OnsetSeries Around(string metric, IEnumerable<TimedValue> values) => new(
            metric,
            [.. values.Where(value => day.IsBefore(value.At, from))],
            [.. values.Where(value => value.At >= from && value.At < until)]);

        var found = new OnsetSearch(TraceLimits.Default).Find(new OnsetQuestion(
            from, until, usual, day.Visits(from, until),
            [.. day.Services.SelectMany(day.SeriesOf).Select(pair => Around(pair.Metric, pair.Values))])
        {
            Gaps = [.. day.Gaps.Select(gap => Around(gap.Edge, gap.Seconds))],
            Told = told,
        });
        return found.IsEmpty
            ? [(1, new NezhaCase(day, told ?? from))]
            : [.. found.Select(one => (one.Belief, new NezhaCase(day, one.At)))];
    }

    /// <summary>The case as a diagnosis wants it.</summary>
    public DiagnosisCase ToCase()
    {
        var graph = Graph();
        return new DiagnosisCase(
            graph, [.. graph.Entities.Select(entity => Evidence(entity.Id))], Alarm(), [], _onset, _onset + Look)
        {
            Requests = Requests(),
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

        foreach (var (caller, callee) in _calls.Concat(_told.Select(pair => (pair.Caller, pair.Callee))))
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

    /// <summary>The front door: the entity that most requests from outside come to; without spans, of those that nobody
    /// calls the one that calls most.</summary>
    private EntityId? Front() => _asked.Count > 0 ? _asked.MaxBy(pair => pair.Value).Key : FrontOfEdges();

    private EntityId? FrontOfEdges()
    {
        var called = _told.Select(pair => pair.Callee).ToHashSet();
        return _told.Where(pair => !called.Contains(pair.Caller)).GroupBy(pair => pair.Caller)
            .OrderByDescending(calls => calls.Count()).ThenBy(calls => calls.Key)
            .Select(calls => (EntityId?)calls.Key).FirstOrDefault();
    }

    private RequestEvidence Requests()
    {
        var traced = RequestComparison.Of(_history, _now);
        var known = traced.Gaps.Select(gap => (gap.Caller, gap.Callee)).ToHashSet();
        var told = _told.Select(pair => Gap(pair.Caller, pair.Callee, pair.Seconds)).OfType<GapChange>()
            .Where(gap => !known.Contains((gap.Caller, gap.Callee)));
        return traced with { Gaps = [.. traced.Gaps, .. told] };
    }

    /// <summary>The gap of an edge from what both its ends reported, where no spans tell it.</summary>
    private GapChange? Gap(EntityId caller, EntityId callee, IReadOnlyList<TimedValue> seconds)
    {
        var before = seconds.Where(value => _day.IsBefore(value.At, _onset)).Select(value => value.Value).ToList();
        var now = seconds.Where(value => value.At > _onset && value.At <= _onset + Look)
            .Select(value => value.Value).ToList();
        return GapChange.Of(caller, callee, before, now);
    }

    /// <summary>Pairs of caller and callee that report how long calls took.</summary>
    private List<(EntityId Caller, EntityId Callee, IReadOnlyList<TimedValue> Seconds)> Told()
    {
        var known = _day.Services.Concat(_asked.Keys).Concat(_calls.Select(call => call.Caller))
            .Concat(_calls.Select(call => call.Callee)).ToHashSet();
        return
        [
            .. _day.Gaps.Select(gap => (Ends: Ends(known, gap.Edge), gap.Seconds)).Where(pair => pair.Ends is not null)
                .Select(pair => (pair.Ends!.Value.Caller, pair.Ends.Value.Callee, pair.Seconds)),
        ];
    }

    /// <summary>Both names joined by an underscore, which a name may contain too.</summary>
    private static (EntityId Caller, EntityId Callee)? Ends(HashSet<EntityId> known, string edge)
    {
        for (var at = edge.IndexOf('_', StringComparison.Ordinal); at > 0 && at < edge.Length - 1;
            at = edge.IndexOf('_', at + 1))
        {
            var caller = EntityId.Of(EntityKind.Service, edge[..at]);
            var callee = EntityId.Of(EntityKind.Service, edge[(at + 1)..]);
            if (known.Contains(caller) && known.Contains(callee))
            {
                return (caller, callee);
            }
        }

        return null;
    }
}
