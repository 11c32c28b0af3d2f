using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>
/// Plays a script to a twin's brain and notes what it makes of it. The brain gets the map, the alerts and the changes,
/// and the truth never; every ten seconds it is asked to think, as a live twin is.
/// </summary>
public sealed class CorrelationExam
{
    private const double Step = 10;

    private readonly CorrelationScript _script;
    private readonly TwinBrain _brain = new(new TwinBrainState(), TwinSettings.Default);
    private readonly TopologyGraph _graph;
    private readonly ImmutableArray<PartitionSlice> _slices;
    private readonly SortedDictionary<(string Fingerprint, string Causes), Course> _courses = [];
    private readonly Dictionary<string, Course> _running = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<(double At, EntityId? Root)>> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _told = new(StringComparer.Ordinal);
    private readonly double?[] _firstSignal;

    private CorrelationExam(CorrelationScript script)
    {
        _script = script;
        _graph = TopologyGraph.Compile(script.Map);
        _slices = PartitionSlice.CutAll(_graph, [.. Enumerable.Repeat(0, _graph.NodeCount)], FloodSettings.Default);
        _brain.SetTopology(_graph);
        _firstSignal = new double?[script.Faults.Length];
    }

    /// <summary>Plays a script from its beginning to its end.</summary>
    public static CorrelationOutcome Play(CorrelationScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var exam = new CorrelationExam(script);
        exam.Play();
        return exam.Conclude();
    }

    private void Play()
    {
        var next = 0;
        for (var at = Step; at <= _script.Seconds; at += Step)
        {
            for (; next < _script.Deliveries.Length && _script.Deliveries[next].At <= at; next++)
            {
                Deliver(_script.Deliveries[next]);
            }

            foreach (var question in _brain.Advance(CorrelationScript.Start.AddSeconds(at)))
            {
                Answer(question, at);
            }

            foreach (var incident in _brain.TakeChanged())
            {
                Note(incident, at);
            }

            foreach (var (fingerprint, course) in _running)
            {
                course.Incident = _brain.State.Alerts.GetValueOrDefault(fingerprint)?.Incident ?? course.Incident;
            }
        }
    }

    private void Deliver(Delivery delivery)
    {
        if (delivery.Change is { } change)
        {
            _brain.Receive(change);
            return;
        }

        var alert = delivery.Alert!;
        foreach (var cause in delivery.Causes)
        {
            _firstSignal[cause] ??= delivery.At;
        }

        var key = (alert.Fingerprint, string.Join(',', delivery.Causes));
        if (!_courses.TryGetValue(key, out var course))
        {
            _courses.Add(key, course = new Course([.. delivery.Causes]));
        }

        _running[alert.Fingerprint] = course;
        _brain.Receive(alert);
    }

    private void Answer(TwinQuestion question, double at)
    {
        switch (question)
        {
            case FloodQuestion flood:
                flood.Answer = FloodRounds.Local(_graph, _slices, flood.Request);
                break;
            case EvidenceQuestion asked:
                asked.Answer =
                [
                    .. asked.Entities.Select(entity => new EntityEvidence(
                        entity, asked.Since, asked.Until, LastSeen(entity, at), [])),
                ];
                break;
            case RequestQuestion or CounterfactualQuestion:
                // Scripts are alerts alone: nobody heard of requests, and no world can be fitted.
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"The brain asked {question.GetType().Name}.");
        }
    }

    private DateTimeOffset? LastSeen(EntityId entity, double at) => _script.HasTelemetry
        ? CorrelationScript.Start.AddSeconds(
            _script.SilentSince.TryGetValue(entity, out var since) ? Math.Min(since, at) : at)
        : null;

    private void Note(Incident incident, double at)
    {
        _told[incident.Id] = incident.Told;
        if (!_roots.TryGetValue(incident.Id, out var roots))
        {
            _roots.Add(incident.Id, roots = []);
        }

        var root = incident.Diagnosis?.Suspects.FirstOrDefault()?.Entity;
        if (roots.Count == 0 || roots[^1].Root != root)
        {
            roots.Add((at, root));
        }
    }

    private CorrelationOutcome Conclude()
    {
        var signals = _courses.Select(pair => new PlacedSignal(
            pair.Key.Fingerprint, pair.Value.Causes, Survivor(pair.Value.Incident),
            pair.Value.Incident is not null || _brain.State.Alerts.ContainsKey(pair.Key.Fingerprint)))
            .ToImmutableArray();
        var standing = _brain.Incidents.Where(incident => incident.MergedInto is null).ToImmutableArray();
        return new CorrelationOutcome(
            _script, signals, standing,
            [.. _script.Faults.Select((fault, number) => Judge(fault, number, signals))],
            _told.Values.Sum(),
            PlacementCheck.Of(_brain, _script));
    }

    private FaultVerdict Judge(FaultTruth fault, int number, ImmutableArray<PlacedSignal> signals)
    {
        var holder = signals.Where(signal => signal.Incident is not null && signal.Causes.Contains(number))
            .GroupBy(signal => signal.Incident!)
            .OrderByDescending(group => group.Count(signal => signal.Causes.Length == 1))
            .ThenByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Key;
        var incident = _brain.Incidents.FirstOrDefault(incident => incident.Id == holder);
        if (incident is null || _firstSignal[number] is not { } first)
        {
            return new FaultVerdict(fault, null, 0, 0, null, null);
        }

        var suspects = incident.Diagnosis?.Suspects ?? [];
        var rank = suspects.Select(suspect => suspect.Entity).ToList().IndexOf(fault.Root) + 1;
        var opened = (incident.OpenedAt - CorrelationScript.Start).TotalSeconds;
        return new FaultVerdict(
            fault, incident, rank, suspects.Select(suspect => suspect.Posterior).FirstOrDefault(),
            opened - first, rank == 1 ? _roots[incident.Id][^1].At - first : null);
    }

    private string? Survivor(string? id)
    {
        while (id is not null && _brain.Incidents.FirstOrDefault(one => one.Id == id)?.MergedInto is { } into)
        {
            id = into;
        }

        return id;
    }

    private sealed class Course(ImmutableArray<int> causes)
    {
        public ImmutableArray<int> Causes => causes;

        public string? Incident { get; set; }
    }
}
