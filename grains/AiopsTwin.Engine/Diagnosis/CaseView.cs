using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>A case made ready: one reading per node, symptoms, and neighbours. Nodes come in ascending number
/// throughout.
/// </summary>
internal sealed class CaseView : IObservation
{
    private readonly SortedDictionary<int, EntityReading> _readings = [];

    // The same for single questions: a place asks for all that stand on it, be it the whole estate.
    private readonly Dictionary<int, EntityReading> _byNode;

    public CaseView(DiagnosisCase source, DiagnosisSettings settings)
    {
        Source = source;
        Settings = settings;
        var alerts = source.Alerts.ToLookup(alert => alert.Entity);
        var evidence = source.Evidence.GroupBy(one => one.Entity)
            .ToDictionary(group => group.Key, group => group.First());
        var usual = source.Evidence.Select(one => EntityReading.IntervalOf(one.Series))
            .Where(interval => interval is not null).Order().FirstOrDefault();
        foreach (var entity in evidence.Keys.Concat(source.Alerts.Select(alert => alert.Entity)).Distinct())
        {
            if (source.Graph.TryIndex(entity, out var node))
            {
                _readings[node] = new EntityReading(
                    entity, evidence.GetValueOrDefault(entity), alerts[entity], settings.AnomalyThreshold, usual);
            }
        }

        _byNode = new Dictionary<int, EntityReading>(_readings);
        var hasAlerts = _readings.Values.Any(reading => !reading.Alerts.IsEmpty);
        Symptoms = [.. _readings
            .Where(pair => hasAlerts ? !pair.Value.Alerts.IsEmpty : pair.Value.IsAnomalous)
            .Select(pair => pair.Key)];
        Interval = usual ?? TimeSpan.FromSeconds(30);
    }

    public DiagnosisCase Source { get; }

    public DiagnosisSettings Settings { get; }

    public TopologyGraph Graph => Source.Graph;

    /// <summary>All candidates with what they say, by node.</summary>
    public SortedDictionary<int, EntityReading> Readings => _readings;

    /// <summary>Nodes that show symptoms: those that alerted; without any alert, those that deviate.</summary>
    public SortedSet<int> Symptoms { get; }

    /// <summary>Sampling interval: shorter differences of time mean nothing.</summary>
    public TimeSpan Interval { get; }

    /// <summary>The reading of a node; null when it is not a candidate.</summary>
    public EntityReading? At(int node) => _byNode.GetValueOrDefault(node);

    /// <inheritdoc />
    public bool Reports(EntityId entity) =>
        Graph.TryIndex(entity, out var node) && At(node) is { Reports: true, TellsOfRequests: true };

    /// <inheritdoc />
    public bool WasHarmed(EntityId entity) =>
        Graph.TryIndex(entity, out var node) && At(node) is { IsAnomalous: true };

    /// <summary>Symptoms as the likelihood of explanations wants them: harm travels toward dependents, but more or less
    /// work travels any way along the calls and proves no cause. Where there is nothing but work, that has to do.
    /// </summary>
    public Symptom[] SymptomList()
    {
        var harmed = Symptoms.Where(node => !_readings[node].IsOnlyWork).ToList();
        return [.. (harmed.Count > 0 ? harmed : [.. Symptoms]).Select(node =>
            new Symptom(Graph.IdOf(node), _readings[node].Onset ?? Source.Onset)).OrderBy(symptom => symptom.Entity)];
    }
}
