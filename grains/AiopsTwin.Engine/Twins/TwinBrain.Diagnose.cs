using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Twins;

/// <summary>From incidents to causes.</summary>
public sealed partial class TwinBrain
{
    // A twin on wall time takes its regular steps this far apart. In a storm it takes many more, and an incident that
    // grows with each of them is no better known for being diagnosed anew each time.
    private static readonly TimeSpan NewsPause = TimeSpan.FromSeconds(5);

    /// <summary>Diagnoses every incident that is due, in order of opening.</summary>
    private IEnumerable<TwinQuestion> Diagnose(DateTimeOffset now)
    {
        if (_graph is null)
        {
            yield break;
        }

        foreach (var incident in _book.Live.Where(incident => incident.DiagnoseAt <= now).ToList())
        {
            if (incident.Record.Diagnosis is { } last && now - last.At < NewsPause)
            {
                incident.DiagnoseAt = last.At + NewsPause;
                incident.DiagnoseEvery = TimeSpan.Zero;
                continue;
            }

            var isNews = incident.LastJoinAt == now;
            foreach (var question in Diagnose(incident, _graph, now))
            {
                yield return question;
            }

            var settings = _settings.Diagnosis;
            var pause = isNews || incident.DiagnoseEvery == TimeSpan.Zero
                ? settings.Interval
                : incident.DiagnoseEvery * 2;
            incident.DiagnoseEvery = pause < settings.LongestInterval ? pause : settings.LongestInterval;
            incident.DiagnoseAt = now + incident.DiagnoseEvery;
        }

        MergeExplained(now);
    }

    /// <summary>
    /// Merges incidents whose causes explain one another: the cause of one is what the cause of the other is
    /// expected to impair, and both began about the same time. It happens when victims alert before what they rely
    /// on falls silent.
    /// </summary>
    private void MergeExplained(DateTimeOffset now)
    {
        var live = _book.Live.Where(incident => incident.Record.State == IncidentState.Diagnosed).ToList();
        for (var older = 0; older < live.Count; older++)
        {
            foreach (var younger in live.Skip(older + 1).Where(one => one.IsLive).ToList())
            {
                if (live[older].IsLive && IsOneTrouble(live[older], younger))
                {
                    _book.Merge(live[older], younger, now);
                }
            }
        }
    }

    private bool IsOneTrouble(TrackedIncident left, TrackedIncident right) => !AreApart(left, right) &&
        (left.CurrentOnset - right.CurrentOnset).Duration() <= 2 * _settings.Correlation.LinkWindow
        && (left.Root == right.Root || Explains(left, right) || Explains(right, left)
            || IsGroundOf(left, right.Root) || IsGroundOf(right, left.Root));

    /// <summary>True when the cause of one incident is expected to hurt the cause of the other. Of two that were parted
    /// it must also have alerted itself: a guess above both is what they were parted from.</summary>
    private bool Explains(TrackedIncident one, TrackedIncident other) =>
        one.ExpectedAt(other.Root) >= _settings.Diagnosis.BlastFloor
        && (!TrackedIncident.AreParted(one, other) || _alerts.On(one.Root).Any(tracked => tracked.IsActive));

    private IEnumerable<TwinQuestion> Diagnose(TrackedIncident incident, TopologyGraph graph, DateTimeOffset now)
    {
        var alerts = _alerts.HarmOf(incident.Id).Select(tracked => tracked.Alert).ToImmutableArray();
        var members = alerts.Select(alert => alert.Entity).Distinct()
            .Where(entity => graph.TryIndex(entity, out _)).ToList();
        var changes = _changes.Between(EarliestChange(incident), now).ToImmutableArray();
        var suspicion = new FloodQuestion(_settings.Flood.Request(
            FloodDirection.TowardDependencies, Spread(members, _settings.Correlation.MaxLabels)
                .Select(entity => new FloodSource(entity, 1))));
        if (members.Count > 0)
        {
            yield return suspicion;
        }

        var asked = new EvidenceQuestion(
            Candidates(graph, members, suspicion.Answer, changes), incident.CurrentOnset, now);
        yield return asked;
        Learn(asked.Answer);
        var requests = new RequestQuestion(asked.Entities, incident.CurrentOnset, now);
        yield return requests;

        var source = new DiagnosisCase(graph, asked.Answer, alerts, changes, incident.CurrentOnset, now)
        {
            Occurrences = incident.Occurrences.Count > 1 ? [.. incident.Occurrences] : [],
            Requests = RequestComparison.Of(requests.Answer),
        };
        var diagnoser = new Diagnoser(_settings.Diagnosis, _settings.Flood);
        var expectation = diagnoser.Expectations(source) is { } request ? new FloodQuestion(request) : null;
        if (expectation is not null)
        {
            yield return expectation;
        }

        var outcome = diagnoser.Conclude(source, expectation?.Answer);
        var proof = ProofOf(incident, source, outcome.Report);
        if (proof is not null)
        {
            yield return proof;
        }

        var proven = outcome with { Report = Proven(incident, outcome.Report, proof) };
        Conclude(incident, Heeding(incident, proven), now);
    }

    private void Conclude(TrackedIncident incident, DiagnosisOutcome outcome, DateTimeOffset now)
    {
        if (outcome.Report.Suspects.IsEmpty)
        {
            return;
        }

        var blast = Blast(outcome.Predicted);
        incident.Expected.Clear();
        incident.Expected.AddRange(blast);
        _book.Diagnosed(incident, outcome.Report, blast, now);
    }

    private DateTimeOffset EarliestChange(TrackedIncident incident) =>
        (incident.Occurrences.Count > 1 ? incident.Occurrences[0] : incident.CurrentOnset)
        - _settings.Diagnosis.ChangeLookback;

    private void Learn(ImmutableArray<EntityEvidence> answers)
    {
        foreach (var evidence in answers)
        {
            if (evidence.LastSeenAt is not null && State.Reporting.Count < _settings.Correlation.MaxSeen)
            {
                State.Reporting.Add(evidence.Entity);
            }
        }
    }

    /// <summary>
    /// Whom to ask, sorted: the most suspected first, then a spread of those that alerted, then what these call or are
    /// called by (to explain away and to compare onsets), changed entities that press on something that alerted, and
    /// what other places stand on the places below: whether all suffer tells a rack from its zone.
    /// </summary>
    private ImmutableArray<EntityId> Candidates(
        TopologyGraph graph, List<EntityId> members, FloodResult? suspicion, ImmutableArray<ChangeEvent> changes)
    {
        var limit = _settings.Diagnosis.MaxEntities;
        var chosen = new HashSet<EntityId>();
        AddSome(chosen, Pressing(graph, members, changes), limit / 8);
        AddSome(chosen, Suspected(suspicion), limit / 2);
        AddSome(chosen, Spread(members, limit), limit * 3 / 4);
        AddSome(chosen, Around(graph, chosen), limit);
        AddSome(chosen, Beside(graph, chosen), limit);
        return [.. chosen.Order()];
    }

    private static IEnumerable<EntityId> Suspected(FloodResult? suspicion)
    {
        var blame = new Dictionary<EntityId, double>();
        foreach (var reach in (suspicion?.Answers ?? []).SelectMany(answer => answer.Reached))
        {
            blame[reach.Entity] = blame.GetValueOrDefault(reach.Entity) + reach.Strength;
        }

        return blame.OrderByDescending(pair => Math.Round(pair.Value, 9)).ThenBy(pair => pair.Key)
            .Select(pair => pair.Key);
    }

    private static IEnumerable<EntityId> Pressing(
        TopologyGraph graph, List<EntityId> members, ImmutableArray<ChangeEvent> changes)
    {
        var alerted = members.Select(entity => graph.TryIndex(entity, out var node) ? node : -1).ToHashSet();
        return changes.Where(change => change.Kind == ChangeKind.ScheduledJob).Select(change => change.Entity)
            .Distinct().Order().Where(entity => graph.TryIndex(entity, out var node)
                && graph.DependenciesOf(node).Exists(alerted.Contains));
    }

    private static List<EntityId> Around(TopologyGraph graph, HashSet<EntityId> chosen)
    {
        var around = new List<EntityId>();
        foreach (var entity in chosen.Order())
        {
            if (graph.TryIndex(entity, out var node))
            {
                around.AddRange(graph.DependenciesOf(node).Select(graph.IdOf));
                around.AddRange(graph.DependentsOf(node, DependencyKind.CallsSync).Select(graph.IdOf));
            }
        }

        return around;
    }

    private static bool IsPlace(EntityId entity) =>
        entity.Kind is EntityKind.Host or EntityKind.Rack or EntityKind.Switch or EntityKind.Zone;

    private static List<EntityId> Beside(TopologyGraph graph, HashSet<EntityId> chosen)
    {
        var beside = new List<EntityId>();
        foreach (var entity in chosen.Order())
        {
            if (IsPlace(entity) && graph.TryIndex(entity, out var node))
            {
                beside.AddRange(graph.DependentsOf(node).Select(graph.IdOf).Where(IsPlace));
            }
        }

        return beside;
    }

    private static IEnumerable<EntityId> Spread(List<EntityId> entities, int limit) => entities
        .OrderBy(entity => StableHash.Of(entity.Text)).ThenBy(entity => entity).Take(limit);

    private static void AddSome(HashSet<EntityId> chosen, IEnumerable<EntityId> entities, int limit)
    {
        foreach (var entity in entities)
        {
            if (chosen.Count >= limit)
            {
                return;
            }

            chosen.Add(entity);
        }
    }
}
