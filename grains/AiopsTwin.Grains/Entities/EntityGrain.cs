using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Pooling;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Grains.Twins;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace AiopsTwin.Grains.Entities;

/// <summary>
/// One entity of the estate: its baselines, detectors, alerts and its part of the graph. It is placed beside its
/// partition, which is the first to call it, and takes up there what the partition keeps of it.
/// </summary>
/// <remarks>
/// It never calls its partition while it serves a call: only on activation (a read that interleaves) and when it is put
/// to rest (a one-way deposit). So the two cannot wait for each other.
/// </remarks>
[PreferLocalPlacement, CollectionAgeLimit(Hours = 24)]
internal sealed partial class EntityGrain(
    PartitionDirectory directory, LocalGrains local, EntityMonitor monitor, TwinSettings settings,
    IOptions<TwinOptions> options)
    : Grain, IEntityGrain
{
    private readonly CapacityWatch _capacity = new(settings);
    private SequenceMarks _marks = new(options.Value.SourcesPerEntity);
    private EntityMonitorState _state = null!;
    private EntityDefinition? _definition;
    private IPartitionGrain? _partition;
    private DateTimeOffset? _silentAfter;
    private bool _isTouched;

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (twin, local) = GrainKeys.Split(this.GetPrimaryKeyString());
        var entity = EntityId.Parse(local);
        _state = new EntityMonitorState(entity);
        _requests = new EntityRequests(entity, settings.Requests);
        if (await directory.Find(twin, entity) is { } index)
        {
            _partition = GrainFactory.GetGrain<IPartitionGrain>(GrainKeys.Partition(twin, index));
            var kept = await _partition.Snapshot(entity);
            _state = kept.Monitor ?? _state;
            _requests = new EntityRequests(entity, settings.Requests, kept.Requests);
            Take(kept.Definition);
        }
    }

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_isTouched && _partition is not null && !local.IsStored(_partition.GetPrimaryKeyString()))
        {
            await _partition.Deposit(_state);
        }

        if (_isVisited && _partition is not null && !local.IsStored(_partition.GetPrimaryKeyString()))
        {
            await _partition.DepositRequests(_requests.Snapshot());
        }
    }

    /// <inheritdoc />
    public Task<MonitorEffects> Observe(ObserveBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!_marks.Advance(batch.Source, batch.Sequence))
        {
            return Task.FromResult(Unchanged(batch.Samples.Length));
        }

        return Done(monitor.Observe(_state, batch));
    }

    /// <inheritdoc />
    public Task<MonitorEffects> Advance(DateTimeOffset now) => Done(monitor.Advance(_state, now));

    /// <inheritdoc />
    public Task<MonitorEffects> Compare(ImmutableArray<SiblingMedian> medians, DateTimeOffset now) =>
        Done(monitor.Compare(_state, medians, now));

    /// <inheritdoc />
    public Task<MonitorEffects> Pool(PooledReading reading) => Done(monitor.Pool(_state, reading));

    /// <inheritdoc />
    public Task<bool> Answer(string fingerprint, bool isWanted, DateTimeOffset now)
    {
        var isKnown = monitor.Answer(_state, fingerprint, isWanted, now);
        _isTouched |= isKnown;
        return Task.FromResult(isKnown);
    }

    /// <inheritdoc />
    public Task Define(EntityDefinition definition)
    {
        Take(definition);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task Forget()
    {
        _state = new EntityMonitorState(_state.Entity);
        _marks = new SequenceMarks(options.Value.SourcesPerEntity);
        _silentAfter = null;
        _isTouched = false;
        _requests = new EntityRequests(_state.Entity, settings.Requests);
        _isVisited = false;
        Take(_definition);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<EntityEvidence> Evidence(DateTimeOffset since, DateTimeOffset until) =>
        Task.FromResult(monitor.Evidence(_state, since, until));

    /// <inheritdoc />
    public Task<EntityMonitorState> Capture() => Task.FromResult(_state);

    /// <inheritdoc />
    public Task<ImmutableArray<CapacityForecast>> Capacity(DateTimeOffset now, int leadDays, double workFactor) =>
        Task.FromResult(CapacityReader.Read(_state, now, leadDays, workFactor, hasCourse: true));

    /// <inheritdoc />
    public Task<CapacityAnswer> AskCapacity(DateTimeOffset now)
    {
        var effects = monitor.Advance(_state, now);
        var findings = _capacity.Ask(_state, now);
        _isTouched = true;
        _silentAfter = effects.SilentAfter;
        return Task.FromResult(new CapacityAnswer(
            effects with { Changed = effects.Changed.AddRange(findings.Changed), Vitals = monitor.Vitals(_state) },
            findings.Forecasts));
    }

    /// <inheritdoc />
    public Task<TelemetryQuality> Quality() => Task.FromResult(monitor.Quality(_state));

    /// <inheritdoc />
    public Task<ImmutableArray<RecurringFinding>> Recurring() => Task.FromResult(monitor.Recurring(_state));

    /// <inheritdoc />
    public Task<EntityDetails> Details() => Task.FromResult(
        EntityDetailsWriter.Of(monitor, _state, _definition) with
        {
            Requests = _requests.IsEmpty ? null : _requests.Tally,
        });

    private void Take(EntityDefinition? definition)
    {
        _definition = definition;
        if (definition is not null)
        {
            monitor.Define(_state, definition.Entity);
        }
    }

    private Task<MonitorEffects> Done(MonitorEffects effects)
    {
        _isTouched = true;
        _silentAfter = effects.SilentAfter;
        return Task.FromResult(effects);
    }

    private MonitorEffects Unchanged(int duplicates) =>
        new([], monitor.Vitals(_state), 0, duplicates, 0, _silentAfter, [], 0, 0);
}
