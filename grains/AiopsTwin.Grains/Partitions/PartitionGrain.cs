using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.ExceptionServices;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Capacity;
using AiopsTwin.Contracts.Entities;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Sources;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Grains.Twins;
using AiopsTwin.Grains.Views;
using Microsoft.Extensions.Logging;

namespace AiopsTwin.Grains.Partitions;

/// <summary>
/// Some thousand neighbouring entities: it calls its entity grains all at once, keeps what they concluded until the
/// twin has it, and takes part in floods with its slice of the graph. Not reentrant; it calls entities only, never its
/// twin or another partition.
/// </summary>
[CollectionAgeLimit(Hours = 24)]
internal sealed partial class PartitionGrain(
    [PersistentState("partition", StorageNames.Twin)] IPersistentState<PartitionState> stored,
    EventLogAccess log,
    TwinServices services,
    EntityMonitor monitor,
    ILogger<PartitionGrain> logger) : Grain, IPartitionGrain
{
    private readonly PartitionFloods _floods = new(services.Options.FloodsPerPartition);
    private PartitionOutbox _outbox = new(Guid.NewGuid(), services.Options.OutboxAlerts);
    private readonly ILogger<PartitionGrain> _logger = logger;
    private EntityRows _rows = null!;
    private SourceTallies _sources = new();
    private PartitionJournal _journal = null!;
    private Task? _ready;
    private string _twin = "";
    private OutboxMark _told;
    private bool _isDirty;

    private long LoadedVersion => stored.State.Slice?.TopologyVersion ?? -1;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_twin, var index) = GrainKeys.Split(this.GetPrimaryKeyString());
        _journal = new PartitionJournal(
            new EventStream(_twin, int.Parse(index, CultureInfo.InvariantCulture)), log);
        _rows = new EntityRows(stored.State.Rows, _outbox);
        services.Local.AddPartition(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Local.RemovePartition(this.GetPrimaryKeyString());
        if (_isDirty)
        {
            await Store();
        }
    }

    /// <inheritdoc />
    public async Task Load(PartitionLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        await Ready();
        var changed = _rows.Load(load.Definitions, stored.State.Now);
        stored.State.Slice = load.Slice;
        _floods.Clear();

        // Entities that never did anything take their definition up when they wake.
        await Task.WhenAll(changed.Where(row => row.Vitals is not null)
            .Select(row => Entity(row.Entity).Define(row.Definition)));
        await Store();
        LogLoaded(this.GetPrimaryKeyString(), load.Slice.TopologyVersion, load.Definitions.Length);
    }

    /// <inheritdoc />
    public Task<long> Version() => Task.FromResult(LoadedVersion);

    /// <inheritdoc />
    public async Task<PartitionReceipt> Observe(ImmutableArray<ObserveBatch> batches)
    {
        await Ready();
        if (_journal.TailBytes > services.Options.SampleTailBytes)
        {
            GrainInstruments.LimitHit("partition.sample_tail");
            await Capture();
        }

        await _journal.Record(batches);
        var receipt = await Use(batches);
        GrainInstruments.SamplesAccepted.Add(receipt.Receipt.Accepted);
        GrainInstruments.Dropped("unresolved", receipt.Receipt.Unresolved);
        return receipt;
    }

    private async Task<PartitionReceipt> Use(ImmutableArray<ObserveBatch> batches)
    {
        var calls = new List<EntityCall>(batches.Length);
        var unknown = new SortedSet<EntityId>();
        var unresolved = 0;
        foreach (var batch in batches.OrderBy(batch => batch.Entity))
        {
            if (_rows.Find(batch.Entity) is { } row)
            {
                calls.Add(new EntityCall(row, Entity(batch.Entity).Observe(batch)) { Batch = batch });
            }
            else
            {
                unknown.Add(batch.Entity);
                unresolved += batch.Samples.Length;
            }
        }

        var used = await Settle(calls);
        return new PartitionReceipt(used with { Unresolved = unresolved }, [.. unknown], LoadedVersion);
    }

    /// <inheritdoc />
    public async Task<PartitionStep> Advance(DateTimeOffset now, OutboxMark acknowledged)
    {
        await Ready();
        var tick = new PartitionTick(now, acknowledged == _told);
        await _journal.Record(tick);
        _outbox.Acknowledge(acknowledged);
        await Use(tick);
        return Tell(_rows.TakeSignals()) with { Leans = _rows.TakeLeans() };
    }

    private async Task Use(PartitionTick tick)
    {
        stored.State.Now = tick.Now;
        await Settle(
            [.. _rows.Due(tick.Now).Select(row => new EntityCall(row, Entity(row.Entity).Advance(tick.Now)))]);
        var asked = _rows.CapacityDue(tick.Now, services.Capacity.PerStep);
        await Settle([.. asked.Select(row => new EntityCall(row, AskCapacity(row, tick.Now)))]);
    }

    /// <inheritdoc />
    public async Task<PartitionStep> Compare(ImmutableArray<SiblingMedian> medians, DateTimeOffset now)
    {
        await Ready();
        var comparison = new PartitionComparison(medians, now);
        await _journal.Record(comparison);
        await Use(comparison);
        return Tell([]);
    }

    private async Task Use(PartitionComparison comparison)
    {
        var ofGroup = comparison.Medians.ToLookup(median => median.Group, StringComparer.Ordinal);
        var calls = new List<EntityCall>();
        foreach (var (entity, group) in _rows.Signalled)
        {
            calls.Add(new EntityCall(_rows.Find(entity)!, Entity(entity).Compare([.. ofGroup[group]], comparison.Now)));
        }

        _rows.ForgetSignalled();
        await Settle(calls);
    }

    private PartitionStep Tell(ImmutableArray<SiblingSignal> signals)
    {
        var step = _rows.Step(signals, LoadedVersion);
        _told = step.Mark;
        return step;
    }

    /// <inheritdoc />
    public Task<FloodRoundResult?> Flood(PartitionFloodRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return Task.FromResult(stored.State.Slice is { } slice ? _floods.Round(slice, round) : null);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<PartitionReach>?> Collect(string flood) => Task.FromResult(_floods.Collect(flood));

    /// <inheritdoc />
    public async Task<int> Checkpoint()
    {
        await Ready();
        return await Capture();
    }

    private async Task<int> Capture()
    {
        _isDirty |= await CaptureRequests();
        var touched = _rows.Touched;
        var states = await Task.WhenAll(touched.Select(entity => Entity(entity).Capture()));
        foreach (var state in states)
        {
            if (_rows.Find(state.Entity) is { } row)
            {
                _rows.Keep(row, log.Serializer.SerializeToArray(state));
            }
        }

        if (touched.Length > 0 || _isDirty || _journal.Position > stored.State.LogPosition)
        {
            stored.State.LogPosition = _journal.Position;
            await Store();
            await Trim();
        }

        return touched.Length;
    }

    /// <inheritdoc />
    public async Task Forget()
    {
        await Ready();
        var active = _rows.All.Where(row =>
            row.Vitals is not null || row.Monitor is not null || row.HasRequests).ToArray();
        _outbox = new PartitionOutbox(Guid.NewGuid(), services.Options.OutboxAlerts);
        var rows = _rows.All.Select(row => new EntityRow { Definition = row.Definition }).ToArray();
        _rows = new EntityRows(rows, _outbox);
        _floods.Clear();
        _sources = new SourceTallies();
        stored.State.Now = null;
        await Task.WhenAll(active.Select(row => Entity(row.Entity).Forget()));
        stored.State.LogPosition = _journal.Position;
        await Store();
        await Trim();
    }

    /// <inheritdoc />
    public Task<EntityCheckpoint> Snapshot(EntityId entity)
    {
        var row = _rows.Find(entity);
        var monitor = row?.Monitor is { } bytes ? log.Serializer.Deserialize<EntityMonitorState>(bytes) : null;
        return Task.FromResult(new EntityCheckpoint(row?.Definition, monitor) { Requests = RequestsOf(row) });
    }

    /// <inheritdoc />
    public Task Deposit(EntityMonitorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_rows.Find(state.Entity) is { } row)
        {
            _rows.Keep(row, log.Serializer.SerializeToArray(state));
            _isDirty = true;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<SourceTallies> Sources() => Task.FromResult(_sources);

    /// <inheritdoc />
    public async Task<ImmutableArray<CapacityLine>> Capacity()
    {
        await Ready();
        return [.. _rows.All.SelectMany(row => CapacityLines.Of(row.Entity, row.Capacity))];
    }

    /// <inheritdoc />
    public async Task<PartitionView> View()
    {
        await Ready();
        return new PartitionView(
            [.. _rows.All.Where(row => row.Vitals is not null).Select(row => row.Vitals!)],
            [
                .. _rows.All.SelectMany(row =>
                    row.Firing.OrderBy(alert => alert.Fingerprint, StringComparer.Ordinal)),
            ]);
    }

    private IEntityGrain Entity(EntityId entity) =>
        GrainFactory.GetGrain<IEntityGrain>(GrainKeys.Entity(_twin, entity));

    /// <summary>Awaits the calls and takes in every effect, in order of entity, even when some calls failed: what the
    /// others concluded must not be lost. The first failure is thrown at the end, so that the sender tries again and
    /// repeats are told as such.</summary>
    private async Task<ObserveReceipt> Settle(List<EntityCall> calls)
    {
        ExceptionDispatchInfo? failure = null;
        var total = default(ObserveReceipt);
        List<EntityRow>? astray = null;
        foreach (var one in calls)
        {
            var (row, call) = one;
            try
            {
                var effects = await call;
                if (_rows.Take(row, effects))
                {
                    (astray ??= []).Add(row);
                }

                total = Add(total, effects);
                Tally(one.Batch, effects);
            }
            catch (Exception exception)
            {
                LogEntityFailed(exception, row.Entity.Text);
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        if (astray is not null)
        {
            await Reconcile(astray);
        }

        failure?.Throw();
        return total;
    }

    private async Task<MonitorEffects> AskCapacity(EntityRow row, DateTimeOffset now)
    {
        var answer = await Entity(row.Entity).AskCapacity(now);
        row.CapacityDue = services.Capacity.NextAfter(row.Entity, now);
        row.Capacity = answer.Forecasts;
        return answer.Effects;
    }

    private async Task Reconcile(List<EntityRow> astray)
    {
        var details = await Task.WhenAll(astray.Select(row => Entity(row.Entity).Details()));
        for (var i = 0; i < astray.Count; i++)
        {
            var now = stored.State.Now ?? astray[i].Vitals?.LastSeenAt ?? DateTimeOffset.MinValue;
            _rows.Reconcile(
                astray[i], [.. details[i].Alerts.Where(alert => alert.Status == AlertStatus.Firing)], now);
            LogReconciled(astray[i].Entity.Text);
        }
    }

    private async Task Store()
    {
        stored.State.Rows = [.. _rows.All];
        await stored.WriteStateAsync();
        _isDirty = false;
    }

    /// <summary>A batch sent again under its old number is the transport at work, not a fault of the source.</summary>
    private void Tally(ObserveBatch? batch, MonitorEffects effects)
    {
        if (batch is not { Samples.IsDefaultOrEmpty: false }
            || (batch.Sequence > 0 && effects.Duplicates == batch.Samples.Length))
        {
            return;
        }

        var newest = batch.Samples.Max(sample => sample.At);
        _sources.Take(batch.Source, newest, SampleCounts.Of(effects), TimeSpan.Zero);
        if (batch.ReceivedAt is { } received)
        {
            _sources.HearLag(batch.Source, received - newest);
        }
    }

    private static ObserveReceipt Add(ObserveReceipt total, MonitorEffects effects)
    {
        GrainInstruments.Dropped("duplicate", effects.Duplicates);
        GrainInstruments.Dropped("late", effects.Late);
        GrainInstruments.Dropped("invalid", effects.Invalid);
        GrainInstruments.Dropped("refused", effects.Refused);
        return total with
        {
            Accepted = total.Accepted + effects.Accepted,
            Duplicates = total.Duplicates + effects.Duplicates,
            Late = total.Late + effects.Late,
        };
    }

    private readonly record struct EntityCall(EntityRow Row, Task<MonitorEffects> Call)
    {
        public ObserveBatch? Batch { get; init; }
    }
}
