using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// The whole twin in one thread: the driver of a run. It holds what the grains hold (an entity's monitor each, the
/// slices of the graph, the brain) and takes the same steps in the same order, so that a run and a cluster reach the
/// same conclusions from the same telemetry. The cluster's counterparts are the entity, partition and twin grains.
/// </summary>
public sealed partial class LocalTwin
{
    private readonly ICounterfactualProver? _prover;
    private readonly EntityMonitor _monitor;
    private readonly TwinBrain _brain;
    private readonly EntityMonitorState[] _states;
    private readonly EntityVitals[] _vitals;
    private readonly bool[] _areVitalsOld;
    private readonly DateTimeOffset?[] _silentAfter;
    private readonly CapacityWatch _capacity;
    private readonly DateTimeOffset[] _capacityDue;
    private readonly ImmutableArray<CapacityForecast>[] _forecasts;
    private readonly ImmutableArray<PartitionSlice> _slices;
    private readonly List<SiblingSignal> _signals = [];
    private readonly List<LeanSignal> _leans = [];
    private readonly LeanBoard _leaning = new();
    private readonly List<ChangeEvent> _changes = [];
    private readonly List<Alert> _alerts = [];
    private readonly Intake _intake = new();

    /// <summary>Starts a twin that has seen nothing.</summary>
    /// <param name="topology">The graph; it does not change in a run.</param>
    /// <param name="settings">Settings of every room.</param>
    /// <param name="partitions">Number of partitions the graph is cut into, at least 1. The answer does not depend on
    /// it.</param>
    /// <param name="prover">Who simulates what suspects would have brought about; null for nobody.</param>
    public LocalTwin(
        TopologySnapshot topology, TwinSettings settings, int partitions = 1, ICounterfactualProver? prover = null)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        Graph = TopologyGraph.Compile(topology);
        Topology = topology;
        _prover = prover;
        _monitor = new EntityMonitor(settings.Detection);
        _brain = new TwinBrain(new TwinBrainState(), settings);
        _brain.SetTopology(Graph);
        _states = new EntityMonitorState[topology.Entities.Length];
        _vitals = new EntityVitals[_states.Length];
        _areVitalsOld = new bool[_states.Length];
        _silentAfter = new DateTimeOffset?[_states.Length];
        _capacity = new CapacityWatch(settings);
        _join = new RequestJoin(settings.Requests);
        _requests = new EntityRequests?[_states.Length];
        _requestSettings = settings.Requests;
        _capacityDue = new DateTimeOffset[_states.Length];
        _forecasts = new ImmutableArray<CapacityForecast>[_states.Length];
        Array.Fill(_forecasts, []);
        for (var node = 0; node < _states.Length; node++)
        {
            _states[node] = new EntityMonitorState(topology.Entities[node].Id);
            _monitor.Define(_states[node], topology.Entities[node]);
            _vitals[node] = _monitor.Vitals(_states[node]);
        }

        var partitionOf = Enumerable.Range(0, _states.Length).Select(node => node % partitions).ToImmutableArray();
        _slices = [.. Enumerable.Range(0, partitions).Select(index => PartitionSlice.Cut(Graph, partitionOf, index))];
    }

    /// <summary>The compiled graph.</summary>
    public TopologyGraph Graph { get; }

    /// <summary>The graph as it was given.</summary>
    public TopologySnapshot Topology { get; }

    /// <summary>The twin's clock; null before the first advance.</summary>
    public DateTimeOffset? Now { get; private set; }

    /// <summary>Samples used so far.</summary>
    public long SamplesSeen { get; private set; }

    /// <summary>Alerts raised so far.</summary>
    public int AlertsSeen { get; private set; }

    /// <summary>When the first alert of a failed probe (<c>up</c> or silence) was raised; null while none
    /// was.</summary>
    public DateTimeOffset? FirstProbeFailureAt { get; private set; }

    /// <summary>Every entity's numbers, sorted by id.</summary>
    public ReadOnlySpan<EntityVitals> Vitals
    {
        get
        {
            for (var node = 0; node < _vitals.Length; node++)
            {
                _vitals[node] = _areVitalsOld[node] ? _monitor.Vitals(_states[node]) : _vitals[node];
                _areVitalsOld[node] = false;
            }

            return _vitals;
        }
    }

    /// <summary>Alerts raised or ended by the last advance, in the order the brain received them.</summary>
    public ImmutableArray<Alert> ChangedAlerts { get; private set; } = [];

    /// <summary>Every incident so far, in order of opening.</summary>
    public ImmutableArray<Incident> Incidents => _brain.Incidents;

    /// <summary>Change events recorded, oldest first.</summary>
    public IReadOnlyList<ChangeEvent> Changes => _changes;

    /// <summary>Judges samples of one instant.</summary>
    /// <param name="batches">At most one batch per entity; entities the graph does not know are ignored.</param>
    public void Observe(ImmutableArray<ObserveBatch> batches)
    {
        foreach (var batch in batches.OrderBy(batch => batch.Entity))
        {
            if (Graph.TryIndex(batch.Entity, out var node))
            {
                _monitor.Observe(_states[node], batch, _intake);
                _areVitalsOld[node] = true;
                _silentAfter[node] = _monitor.SilentAfter(_states[node]);
                SamplesSeen += _intake.Accepted;
                _alerts.AddRange(_intake.Changed);
                _signals.AddRange(_intake.Signals);
                Hear(_intake.Lean);
            }
        }
    }

    /// <summary>Records a change event; the brain hears of it at the next advance.</summary>
    public void Record(ChangeEvent change)
    {
        _changes.Add(change);
        _brain.Receive(change);
    }

    /// <summary>Hears what a person says.</summary>
    public WordReceipt Hear(OperatorWord word) => _brain.Hear(word);

    /// <summary>Takes an alert raised by somebody else; the brain hears of it at the next advance.</summary>
    public void Receive(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        _alerts.Add(alert);
    }

    /// <summary>Moves the clock: requests whose trace is complete, silence, sibling comparison, pooled evidence,
    /// correlation, diagnosis, in that order.</summary>
    /// <param name="now">Later than the last one; an earlier or equal instant is a no-op.</param>
    /// <returns>Incidents opened or moved.</returns>
    public ImmutableArray<Incident> Advance(DateTimeOffset now)
    {
        if (now <= Now)
        {
            return [];
        }

        Now = now;
        CloseRequests(now);
        AdvanceEntities(now);
        AskCapacity(now);
        CompareSiblings(now);
        PoolEvidence(now);
        ChangedAlerts = [.. AlertOrder.Sorted(_alerts)];
        _alerts.Clear();
        foreach (var alert in ChangedAlerts)
        {
            Count(alert);
            _brain.Receive(alert);
        }

        foreach (var question in _brain.Advance(now))
        {
            Answer(question);
        }

        return _brain.TakeChanged();
    }

    /// <summary>What would be impaired if an entity were.</summary>
    public FloodAnswer BlastRadius(EntityId origin, double strength, FloodSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var request = new FloodRequest(
            FloodDirection.TowardDependents, [new FloodSource(origin, strength)], settings.MaxHops, settings.Floor);
        return FloodRounds.Local(Graph, _slices, request).Answers[0];
    }

    /// <summary>An entity's learned state; null when the graph does not know it.</summary>
    public EntityMonitorState? StateOf(EntityId entity) => Graph.TryIndex(entity, out var node) ? _states[node] : null;

    /// <summary>When an entity's resources are full, as it answered last; empty before the first asking.</summary>
    public ImmutableArray<CapacityForecast> ForecastsOf(EntityId entity) =>
        Graph.TryIndex(entity, out var node) ? _forecasts[node] : [];

    /// <summary>The detector all entities share; it holds settings only.</summary>
    public EntityMonitor Monitor => _monitor;

    private void AdvanceEntities(DateTimeOffset now)
    {
        for (var node = 0; node < _states.Length; node++)
        {
            if (_states[node].HasFiring || _silentAfter[node] <= now)
            {
                Take(node, _monitor.Advance(_states[node], now));
            }
        }
    }

    private void AskCapacity(DateTimeOffset now)
    {
        List<int>? due = null;
        for (var node = 0; node < _states.Length; node++)
        {
            if (_capacityDue[node] <= now && _states[node].Arrivals.Newest != 0)
            {
                (due ??= []).Add(node);
            }
        }

        foreach (var node in due?.OrderBy(node => (_capacityDue[node], node)).Take(_capacity.PerStep) ?? [])
        {
            var findings = _capacity.Ask(_states[node], now);
            _forecasts[node] = findings.Forecasts;
            _capacityDue[node] = _capacity.NextAfter(_states[node].Entity, now);
            if (!findings.Changed.IsEmpty)
            {
                _alerts.AddRange(findings.Changed);
                _areVitalsOld[node] = true;
            }
        }
    }

    private void CompareSiblings(DateTimeOffset now)
    {
        if (_signals.Count == 0)
        {
            return;
        }

        var medians = SiblingComparison.Medians(_signals);
        var members = _signals.Select(signal => signal.Entity).Distinct().Order().ToArray();
        _signals.Clear();
        foreach (var member in members)
        {
            if (Graph.TryIndex(member, out var node))
            {
                Take(node, _monitor.Compare(_states[node], medians, now));
            }
        }
    }

    private void PoolEvidence(DateTimeOffset now)
    {
        if (_leans.Count == 0)
        {
            return;
        }

        var readings = _leaning.Read(_leans, Graph, now);
        _leans.Clear();
        foreach (var reading in readings)
        {
            Graph.TryIndex(reading.Entity, out var node);
            Take(node, _monitor.Pool(_states[node], reading));
        }
    }

    private void Take(int node, MonitorEffects effects)
    {
        _vitals[node] = effects.Vitals;
        _areVitalsOld[node] = false;
        _silentAfter[node] = effects.SilentAfter;
        SamplesSeen += effects.Accepted;
        _alerts.AddRange(effects.Changed);
        _signals.AddRange(effects.Signals);
        Hear(effects.Lean);
    }

    private void Hear(LeanSignal? lean)
    {
        if (lean is not null)
        {
            _leans.Add(lean);
        }
    }

    private void Count(Alert alert)
    {
        if (alert.Status != AlertStatus.Firing)
        {
            return;
        }

        AlertsSeen++;
        if (FirstProbeFailureAt is null && alert.IsFailedProbe())
        {
            FirstProbeFailureAt = alert.RaisedAt;
        }
    }

    private void Answer(TwinQuestion question)
    {
        switch (question)
        {
            case FloodQuestion flood:
                flood.Answer = FloodRounds.Local(Graph, _slices, flood.Request);
                break;
            case EvidenceQuestion evidence:
                evidence.Answer = [.. evidence.Entities
                    .Where(entity => Graph.TryIndex(entity, out _))
                    .Select(entity => _monitor.Evidence(StateOf(entity)!, evidence.Since, evidence.Until))];
                break;
            case RequestQuestion requests:
                requests.Answer = Answer(requests);
                break;
            case CounterfactualQuestion counterfactual:
                counterfactual.Answer = _prover?.Prove(counterfactual.Case) ?? [];
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"The brain asked {question.GetType().Name}.");
        }
    }
}
