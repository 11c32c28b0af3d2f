using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Incidents;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Durability;
using AiopsTwin.Grains.Requests;
using Microsoft.Extensions.Logging;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// The coordinator of one twin. It owns the topology, moves the clock over the partitions, answers the brain's
/// questions and makes what the brain concludes durable before anybody sees it. Commands run one at a time; reads
/// interleave and see the board, which changes only after a commit.
/// </summary>
/// <remarks>
/// After a failure between thinking and commit the grain gives itself up: the next life thinks again from the newest
/// checkpoint and the log, and so cannot know anything the log does not.
/// </remarks>
internal sealed partial class TwinGrain(
    [PersistentState("topology", StorageNames.Twin)] IPersistentState<TwinTopologyState> topology,
    [PersistentState("brain", StorageNames.Twin)] IPersistentState<TwinCheckpointState> checkpoint,
    TwinServices services,
    ILogger<TwinGrain> logger) : Grain, ITwinGrain, ITwinUpkeepGrain
{
    private readonly ILogger<TwinGrain> _logger = logger;
    private readonly ArrivedAlerts _arrived = new();
    private PartitionFleet _fleet = null!;
    private FloodCoordinator _floods = null!;
    private RequestFleet _requests = null!;
    private TwinJournal _journal = null!;
    private TwinBrain _brain = null!;
    private TwinBoard _board = null!;
    private IncidentRows _incidentRows = null!;
    private TopologySnapshot _shown = TopologySnapshot.Empty;
    private PartitionMap _map = null!;
    private Task? _ready;
    private IGrainTimer? _wallTimer;
    private IGrainTimer? _soonTimer;
    private DateTimeOffset? _checkpointedAt;
    private TimeSpan _stepTook;
    private bool _isDirty;
    private string _twin = "";

    /// <summary>The topology as the partitions hold it.</summary>
    private TopologySnapshot Current => _fleet.Graph.Snapshot;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _twin = this.GetPrimaryKeyString();
        if (!GrainKeys.IsValidName(_twin))
        {
            throw new ArgumentException(GrainKeys.NoTwinId(_twin) + ".");
        }

        _fleet = new PartitionFleet(GrainFactory, _twin);
        _requests = new RequestFleet(GrainFactory, _twin);
        _fleet.Take(
            TopologyGraph.Compile(topology.State.History?.Current ?? TopologySnapshot.Empty),
            topology.State.Partitions,
            topology.State.PartitionCount);
        ShowTopology();
        services.Local.AddTwin(_twin);
        _floods = new FloodCoordinator(_fleet);
        _board = new TwinBoard(services.Options);
        this.RegisterGrainTimer(CheckpointOnTime, new GrainTimerCreationOptions
        {
            DueTime = services.Options.CheckpointInterval,
            Period = services.Options.CheckpointInterval,
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        services.Local.RemoveTwin(_twin);
        await CheckpointWhenDirty();

        // A write that failed was told of, and the next life begins before it; none may go on beside that life.
        await Task.WhenAll(_storing, _writing).WaitAsync(cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <inheritdoc />
    public Task Expect(int join)
    {
        _requests.Expect(join);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<TopologyReceipt> ApplyTopology(TopologyCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        await Ready();
        var current = Current;
        if (command.ExpectedVersion is { } expected && expected != current.Version)
        {
            return Refused(current, [$"the topology is at version {current.Version}, not {expected}"]);
        }

        var (next, added, removed, links) = TopologyEdits.Apply(
            current, command.Put, command.RemoveEntities, command.IsReplacement);
        if (next.Version == current.Version)
        {
            return new TopologyReceipt(current.Version, [], 0, 0, 0);
        }

        var problems = TopologyRules.Check(next);
        if (!problems.IsEmpty)
        {
            LogTopologyRefused(_twin, command.Source, problems.Length);
            return Refused(current, problems);
        }

        var receipt = new TopologyReceipt(next.Version, [], added, removed, links);
        await OrGiveUp(() => Adopt(next, receipt));
        LogTopologyApplied(_twin, command.Source, next.Version, added, removed, links);
        return receipt;
    }

    /// <inheritdoc />
    public Task<TopologySnapshot?> Topology(long? version) => Task.FromResult(
        version is null || version == _shown.Version ? _shown
        : version > _shown.Version ? null
        : version == 0 ? TopologySnapshot.Empty
        : topology.State.History?.At(version.Value));

    /// <inheritdoc />
    public Task<PartitionMap> Partitions() => Task.FromResult(_map);

    /// <inheritdoc />
    public Task<PartitionMap?> PartitionsAfter(long knownVersion) =>
        Task.FromResult(_map.TopologyVersion > knownVersion ? _map : null);

    /// <inheritdoc />
    public async Task<int> RecordChanges(ImmutableArray<ChangeEvent> changes)
    {
        await Ready();
        var recorded = 0;
        await OrGiveUp(async () =>
        {
            var isNew = changes.Where(change => _brain.Receive(change)).ToImmutableArray();
            foreach (var change in isNew)
            {
                _journal.Add(change);
            }

            await _journal.Commit();
            foreach (var change in isNew)
            {
                _board.Take(change);
            }

            recorded = isNew.Length;
        });
        _isDirty |= recorded > 0;
        GrainInstruments.ChangesRecorded.Add(recorded);
        return recorded;
    }

    /// <inheritdoc />
    public async Task<int> ReceiveAlerts(ImmutableArray<Alert> alerts)
    {
        await Ready();
        alerts = Dated(alerts);
        var (taken, news) = _arrived.Admit(alerts, services.Options.PendingAlerts, _board.Holds);
        if (taken < alerts.Length)
        {
            GrainInstruments.LimitHit("twin.pending_alerts", alerts.Length - taken);
            LogAlertsRefused(_twin, alerts.Length - taken, services.Options.PendingAlerts);
        }

        GrainInstruments.AlertsRepeated.Add(taken - news.Length);
        if (!news.IsEmpty)
        {
            await OrGiveUp(() => _journal.Receive(news, position => _arrived.Stored(news, position)));
            _isDirty = true;
            StepSoon();
        }

        return taken;
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<Incident>> Incidents(int limit)
    {
        await Ready();
        return [.. _board.Incidents.Reverse().Take(Math.Clamp(limit, 1, 1000))];
    }

    /// <inheritdoc />
    public async Task<bool> HasRemoved(string incident)
    {
        await Ready();
        return _incidentRows.IsGone(incident);
    }

    /// <inheritdoc />
    public async Task<AlertPlacement?> Placement(string fingerprint, string? incident)
    {
        await Ready();
        return incident is null ? _brain.Why(fingerprint) : _brain.WhyNot(fingerprint, incident);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<ChangeEvent>> Changes(int limit)
    {
        await Ready();
        return
        [
            .. _board.Changes
                .OrderByDescending(change => change.At)
                .ThenBy(change => change.Source, StringComparer.Ordinal)
                .ThenBy(change => change.Id, StringComparer.Ordinal)
                .Take(Math.Clamp(limit, 1, 1000)),
        ];
    }

    /// <inheritdoc />
    public async Task<FloodAnswer?> BlastRadius(EntityId origin, double strength)
    {
        await Ready();
        if (_fleet.PartitionOf(origin) < 0)
        {
            return null;
        }

        var request = services.Settings.Flood.Request(
            FloodDirection.TowardDependents, [new FloodSource(origin, strength)]);
        return (await _floods.Run(request)).Answers.Single();
    }

    /// <inheritdoc />
    public async Task<Decision> CloseIncident(string incident, string who, string why)
    {
        await Ready();
        if (string.IsNullOrWhiteSpace(who))
        {
            return Decision.Refused("say who closes the incident");
        }

        if (_board.Now is not { } now)
        {
            return Decision.Refused($"there is no incident {incident}");
        }

        var reason = "";
        await OrGiveUp(async () =>
        {
            if (_brain.Close(incident, who, why, now, out reason))
            {
                _journal.Add(TwinEventKinds.Closure, now, new IncidentClosure(incident, who, why, now));
                await Conclude(_brain.TakeChanged(), []);
            }
        });
        return reason.Length == 0 ? Decision.Accepted : Decision.Refused(reason);
    }

    /// <inheritdoc />
    public async Task<TwinStatus> Status()
    {
        await Ready();
        return new TwinStatus(
            _twin, _board.Now, _shown.Version, _shown.Entities.Length, _shown.Dependencies.Length,
            _map.Count, _board.FiringAlerts, _board.AlertsSeen,
            _board.Incidents.Count(incident => incident.State != IncidentState.Closed), _board.IncidentsSeen)
        {
            CheckpointedAt = _checkpointedAt,
        };
    }

    /// <inheritdoc />
    public async Task<ViewSnapshot?> View()
    {
        await Ready();
        return _shown.Version == 0 && _board.Now is null ? null : _board.View(_shown.Version);
    }

    /// <inheritdoc />
    public async Task Keep(TwinClock clock)
    {
        await Ready();
        if (clock == TwinClock.Driven)
        {
            _wallTimer?.Dispose();
            _wallTimer = null;
            _soonTimer?.Dispose();
            _soonTimer = null;
        }
        else
        {
            _wallTimer ??= this.RegisterGrainTimer(
                _ => Advance(services.Time.GetUtcNow()),
                new GrainTimerCreationOptions
                {
                    DueTime = TimeSpan.Zero,
                    Period = services.Options.WallInterval,
                    KeepAlive = true,
                });
        }
    }

    private static TopologyReceipt Refused(TopologySnapshot current, ImmutableArray<string> problems) =>
        new(current.Version, problems, 0, 0, 0);

    private IIncidentGrain IncidentGrain(string incident) =>
        GrainFactory.GetGrain<IIncidentGrain>(GrainKeys.Incident(_twin, incident));

    private IViewGrain ViewGrain() => GrainFactory.GetGrain<IViewGrain>(GrainKeys.TwinView(_twin));
}
