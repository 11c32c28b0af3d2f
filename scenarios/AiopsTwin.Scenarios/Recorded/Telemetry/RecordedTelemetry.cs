using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>
/// Telemetry around one moment of trouble, from whatever files it was read, and the case a diagnosis makes of it: what
/// entities call is read off spans, requests and lines are compared by the code of the live twin, series by their own
/// time before. It holds nothing of what was found out later.
/// </summary>
/// <param name="limits">What reading may cost.</param>
internal sealed class RecordedTelemetry(RecordingLimits limits)
{
    /// <summary>Time since the onset that is looked at: as much as the published protocols of these recordings
    /// look at.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    // What one trouble did is over when the next is looked at; between, nothing is learned.
    private static readonly TimeSpan Trouble = TimeSpan.FromMinutes(5);

    // Two hours: more than is read around any moment. What one service has of operations and events is few.
    private static readonly RequestSettings Kept = RequestSettings.Default with
    {
        Minutes = 120,
        MaxOperations = 512,
        MaxEvents = 512,
        MaxDurations = 256,
    };

    private readonly SortedDictionary<EntityId, SortedDictionary<string, (KpiMeaning Meaning, SeriesBins Bins)>>
        _series = [];

    private readonly SortedSet<(EntityId Dependent, EntityId On, DependencyKind Kind)> _links = [];
    private readonly SpanSample _spans = new(limits.MaxAround);
    private readonly LineTally _lines = new(limits.MaxAround);
    private readonly List<DateTimeOffset> _alarms = [];
    private ImmutableArray<Visit>? _visits;

    /// <summary>Names of series that tell nothing known, and how many samples they had.</summary>
    public SortedDictionary<string, long> Unrecognised { get; } = new(StringComparer.Ordinal);

    /// <summary>First and last sample; null without any.</summary>
    public (DateTimeOffset First, DateTimeOffset Last)? Time { get; private set; }

    /// <summary>What has series or spans, by id.</summary>
    public SortedSet<EntityId> Heard => [.. _series.Keys, .. _spans.Spans.Select(span => span.Entity)];

    private ImmutableArray<Visit> Visits =>
        _visits ??= new VisitBuilder(LogText.MaskedWords).Build(_spans.Spans, []);

    /// <summary>Takes a sample of a series; one whose name tells nothing is counted.</summary>
    public void Measure(EntityId entity, string name, DateTimeOffset at, double value)
    {
        if (!_series.TryGetValue(entity, out var own))
        {
            own = new SortedDictionary<string, (KpiMeaning, SeriesBins)>(StringComparer.Ordinal);
            _series[entity] = own;
        }

        if (!own.TryGetValue(name, out var series))
        {
            if (KpiName.Of(name) is not { } meaning)
            {
                Unrecognised[name] = Unrecognised.GetValueOrDefault(name) + 1;
                return;
            }

            series = (meaning, new SeriesBins());
            own[name] = series;
        }

        series.Bins.Add(at, series.Meaning.IsLeft ? -value : value);
        Time = Time is { } known
            ? (at < known.First ? at : known.First, at > known.Last ? at : known.Last) : (at, at);
    }

    /// <summary>Takes a span.</summary>
    public void Add(Span span)
    {
        _visits = null;
        _spans.Add(span);
    }

    /// <summary>Takes a log line that belongs to no span.</summary>
    public void Add(EntityId entity, DateTimeOffset at, string body, LogSeverity said) =>
        _lines.Add(entity, at, body, said);

    /// <summary>Takes note of a link.</summary>
    public void Link(EntityId dependent, EntityId on, DependencyKind kind) => _links.Add((dependent, on, kind));

    /// <summary>Takes note that somebody said something is wrong.</summary>
    public void Alarm(DateTimeOffset at) => _alarms.Add(at);

    /// <summary>The likeliest onset within some time; its beginning when nothing changed in it.</summary>
    public DateTimeOffset OnsetWithin(DateTimeOffset from, DateTimeOffset until)
    {
        var usual = new RequestHistory(TraceLimits.Default);
        foreach (var visit in Visits.Where(visit => IsOrdinary(visit.At, from)))
        {
            usual.Add(visit);
        }

        var series = _series.Values.SelectMany(own => own.Values).Select(one => new OnsetSeries(
            one.Meaning.Metric,
            [.. one.Bins.Values.Where(value => IsOrdinary(value.At, from))],
            [.. one.Bins.Values.Where(value => value.At >= from && value.At < until)])).ToList();
        var around = Visits.Where(visit => visit.At >= from && visit.At < until);
        var found = new OnsetSearch(TraceLimits.Default).Find(new OnsetQuestion(from, until, usual, around, series));
        return found.IsEmpty ? from : found[0].At;
    }

    /// <summary>The case as a diagnosis wants it.</summary>
    /// <param name="onset">When the trouble began.</param>
    /// <param name="cancellation">Stops between entities.</param>
    public DiagnosisCase At(DateTimeOffset onset, CancellationToken cancellation = default)
    {
        var until = Time is { } time && time.Last < onset + Look && time.Last > onset ? time.Last : onset + Look;
        var graph = Graph();
        ImmutableArray<EntityEvidence> evidence =
            [.. graph.Entities.Select(entity => Evidence(entity.Id, onset, until)).Until(cancellation)];
        return new DiagnosisCase(
            graph, evidence, [.. FrontDoor.Alarms(Visits, onset), .. StoodFor.Alerts(evidence)], [], onset, until)
        {
            Requests = Requests(onset, until, cancellation),
        };
    }

    /// <summary>What was passed over, for people.</summary>
    public IEnumerable<string> Notes()
    {
        if (Unrecognised.Count > 0)
        {
            yield return "not recognised: " + RecordedTable.Shown(string.Join(", ", Unrecognised.Keys));
        }

        if (_spans.Halvings > 0)
        {
            yield return $"one of {1UL << _spans.Halvings} traces was kept: there are more than {limits.MaxAround} "
                + "spans";
        }

        if (_lines.Dropped > 0)
        {
            yield return $"{_lines.Dropped} log lines were of more than {limits.MaxAround} sorts and not counted";
        }
    }

    private bool IsOrdinary(DateTimeOffset at, DateTimeOffset onset) =>
        at < onset && !_alarms.Exists(alarm => alarm < onset && at >= alarm && at < alarm + Trouble);

    private TopologyGraph Graph()
    {
        var builder = new TopologyBuilder();
        foreach (var entity in _series.Keys.Concat(_lines.Entities).Concat(Visits.Select(visit => visit.Entity))
            .Distinct())
        {
            builder.Mention(entity);
        }

        // Spans name a machine where nothing on it has a name; a machine itself calls nobody.
        var calls = Visits.Where(visit => visit is { Caller.Kind: EntityKind.Service, Entity.Kind: EntityKind.Service })
            .Select(visit => (visit.Caller!.Value, visit.Entity, DependencyKind.CallsSync));
        foreach (var (dependent, on, kind) in _links.Concat(calls).Distinct().Order())
        {
            builder.Mention(dependent).Mention(on).Link(dependent, on, kind);
        }

        return TopologyGraph.Compile(builder.Build(1));
    }

    /// <summary>Of several series of a sort the one that went furthest speaks.</summary>
    private EntityEvidence Evidence(EntityId entity, DateTimeOffset onset, DateTimeOffset until)
    {
        var spoken = new SortedDictionary<string, SeriesEvidence>(StringComparer.Ordinal);
        DateTimeOffset? seen = null;
        foreach (var (meaning, bins) in SeriesOf(entity))
        {
            var values = bins.Values;
            seen = Later(seen, values.LastOrDefault(value => value.At <= until + SeriesBins.Step).At);
            var evidence = SeriesWindow.Of(
                meaning.Metric, [.. values.Where(value => IsOrdinary(value.At, onset))],
                [.. values.Where(value => value.At > onset && value.At <= until + SeriesBins.Step)]);
            if (evidence is not null && !(spoken.TryGetValue(meaning.Metric, out var other)
                && Voice(other).CompareTo(Voice(evidence)) >= 0))
            {
                spoken[meaning.Metric] = evidence;
            }
        }

        return new EntityEvidence(entity, onset, until, seen, [.. spoken.Values]);
    }

    /// <summary>How loudly a series speaks. Series may be called after whom they talk to, so names do not decide
    /// between equals.</summary>
    private static (double Badness, double Earliness, double Deviation, double Level) Voice(
        SeriesEvidence evidence) => (
        RobustDeviation.Badness(evidence), -(evidence.Onset?.UtcTicks ?? double.MaxValue),
        Math.Abs(evidence.Deviation), evidence.Observed);

    private IEnumerable<(KpiMeaning Meaning, SeriesBins Bins)> SeriesOf(EntityId entity) =>
        _series.TryGetValue(entity, out var own) ? own.Values : [];

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset other) =>
        other == default || one >= other ? one : other;

    /// <summary>What each entity finds in its own requests and lines. Minutes are counted from the onset, so that none
    /// holds both what was before and what came after.</summary>
    private RequestEvidence Requests(DateTimeOffset onset, DateTimeOffset until, CancellationToken cancellation)
    {
        var shift = TimeSpan.FromTicks(onset.UtcTicks % TimeSpan.TicksPerMinute);
        var lines = _lines.Lines();
        var visits = Visits.Where(visit => visit.At < until && (visit.At >= onset || IsOrdinary(visit.At, onset)))
            .ToLookup(visit => visit.Entity);
        var findings = visits.Select(group => group.Key).Concat(_lines.Entities).Distinct().Order().Select(entity =>
        {
            var requests = new EntityRequests(entity, Kept);
            requests.Take(new RequestBatch(
                entity, until,
                [.. visits[entity].Select(visit => visit with { At = visit.At - shift })],
                [
                    .. lines[entity].Where(line => line.At < until
                            && (line.At >= onset || IsOrdinary(line.At, onset)))
                        .Select(line => line with { At = line.At - shift }),
                ]));
            return requests.Find(onset - shift, until - shift);
        });
        return RequestComparison.Of(findings.Until(cancellation));
    }
}
