using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Diagnosis.Logs;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Benchmarks.Diagnosing;

/// <summary>One drawn incident, diagnosed again and again by the code of recordings and of the live twin.</summary>
internal sealed class MeasuredIncident
{
    private readonly IncidentEstate _estate;
    private readonly ImmutableArray<Alert> _alerts;
    private readonly ImmutableArray<Span> _spans;
    private readonly ImmutableArray<LogRecord> _lines;
    private readonly RequestHistory _history = new(TraceLimits.Default);
    private readonly List<EntityRequests> _entities = [];
    private readonly ImmutableArray<EntityEvidence> _told;
    private readonly ImmutableArray<PartitionSlice> _slices;
    private readonly IncidentVolume _volume;

    /// <summary>Prepares what is at hand when the question is asked.</summary>
    public MeasuredIncident(IncidentEstate estate)
    {
        _estate = estate;
        _spans = [.. estate.Spans.Where(span => span.Start >= IncidentEstate.Onset)];
        _lines = [.. estate.Lines.Where(line => line.At >= IncidentEstate.Onset)];
        _alerts = [.. estate.Slowed.Where((_, place) => place % 2 == 0).Select(Alarm)];
        foreach (var visit in new VisitBuilder(new LogTemplateTree()).Build(
            estate.Spans.Where(span => span.Start < IncidentEstate.Onset),
            estate.Lines.Where(line => line.At < IncidentEstate.Onset)))
        {
            _history.Add(visit);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        Listen();
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        _told = Evidence();
        _slices = PartitionSlice.CutAll(
            estate.Graph, [.. Enumerable.Repeat(0, estate.Graph.NodeCount)], FloodSettings.Default);
        _volume = new IncidentVolume(
            estate.Graph.Entities.Count(one => one.Id.Kind == EntityKind.Host), estate.Graph.LinkCount,
            estate.Series.Length, _spans.Length, _lines.Length)
        {
            KeptBytes = kept,
        };
    }

    private static DateTimeOffset Now => IncidentEstate.Onset + IncidentEstate.Look;

    /// <summary>Diagnoses it both ways, and ranks it the plain way.</summary>
    public DiagnosisRun Run()
    {
        var builder = new VisitBuilder(new LogTemplateTree());
        var join = Timed.Of(() => builder.Build(_spans, _lines));
        var count = Timed.Of(() => Counted(join.Result));
        var compare = Timed.Of(() => RequestComparison.Of(_history, count.Result));
        var series = Timed.Of(Evidence);
        var rank = Timed.Of(() => LocalDiagnosis.Of(
            Case(series.Result, compare.Result), DiagnosisSettings.Default, FloodSettings.Default));
        var find = Timed.Of(() => RequestComparison.Of(
            _entities.Select(entity => entity.Find(IncidentEstate.Onset, Now))));
        var live = Timed.Of(() => new Diagnoser(DiagnosisSettings.Default, FloodSettings.Default).Diagnose(
            Case(_told, find.Result), request => FloodRounds.Local(_estate.Graph, _slices, request)));
        var peer = Timed.Of(() => RobustRanking.Of(_estate.Series));
        return new DiagnosisRun(_volume)
        {
            JoinMs = join.Milliseconds,
            CountMs = count.Milliseconds,
            CompareMs = compare.Milliseconds,
            SeriesMs = series.Milliseconds,
            RankMs = rank.Milliseconds,
            FindMs = find.Milliseconds,
            LiveRankMs = live.Milliseconds,
            PeerMs = peer.Milliseconds,
            RecordedBytes = join.Bytes + count.Bytes + compare.Bytes + series.Bytes + rank.Bytes,
            LiveBytes = find.Bytes + live.Bytes,
            IsCauseFirst = rank.Result.Suspects[0].Entity == _estate.Cause
                && live.Result.Suspects[0].Entity == _estate.Cause,
            IsPeerRight = peer.Result[0].Entity == _estate.Cause,
        };
    }

    private static RequestWindow Counted(ImmutableArray<Visit> visits)
    {
        var window = new RequestWindow(TraceLimits.Default);
        foreach (var visit in visits)
        {
            window.Add(visit);
        }

        return window;
    }

    /// <summary>What the entities of a live twin have counted by now.</summary>
    private void Listen()
    {
        var visits = new VisitBuilder(LogText.MaskedWords).Build(_estate.Spans, _estate.Lines);
        foreach (var own in visits.GroupBy(visit => visit.Entity).OrderBy(group => group.Key))
        {
            var requests = new EntityRequests(own.Key, RequestSettings.Default);
            requests.Take(new RequestBatch(own.Key, Now, [.. own], []));
            _entities.Add(requests);
        }
    }

    private ImmutableArray<EntityEvidence> Evidence() =>
    [
        .. _estate.Series.GroupBy(series => series.Entity).Select(own => new EntityEvidence(
            own.Key, IncidentEstate.Onset, Now, Now,
            [.. own.Select(series => SeriesWindow.Of(series.Metric, series.Before, series.Since)!)])),
    ];

    private DiagnosisCase Case(ImmutableArray<EntityEvidence> evidence, RequestEvidence requests) =>
        new(_estate.Graph, evidence, _alerts, [], IncidentEstate.Onset, Now) { Requests = requests };

    private static Alert Alarm(EntityId entity) => new(
        entity.Text, entity, "request.duration high", AlertSeverity.Warning, AlertStatus.Firing, IncidentEstate.Onset,
        IncidentEstate.Onset, null, "bench", MetricCatalog.RequestDuration, 9, null, null, "slow");
}
