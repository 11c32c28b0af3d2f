using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Grains.Twins;

/// <summary>How a twin comes back: newest checkpoint, then the log's tail; and how it makes checkpoints.</summary>
internal sealed partial class TwinGrain
{
    /// <summary>
    /// Completes when the twin is back. It is not part of the activation: partitions and entities ask the twin for its
    /// map while they wake, and a grain that is still activating answers nobody.
    /// </summary>
    private Task Ready() => _ready ??= OrGiveUp(Recover);

    private async Task Recover()
    {
        var started = services.Time.GetTimestamp();
        await _fleet.Load(services.Settings.Flood);
        var stored = checkpoint.State;
        _journal = new TwinJournal(_twin, services.Log, services.Serializer)
        {
            Position = stored.LogPosition,
            Resets = stored.Resets,
        };
        _brain = new TwinBrain(stored.Brain ?? new TwinBrainState(), services.Settings);
        _brain.SetTopology(_fleet.Graph);
        _incidentRows = new IncidentRows(
            services.Options.IncidentsKept, stored.FirstIncident, stored.OlderIncidents);
        _board.Now = stored.Now;
        _checkpointedAt = stored.Now;
        foreach (var alert in stored.Firing)
        {
            _board.Take(alert);
        }

        foreach (var change in stored.Changes)
        {
            _board.Take(change);
        }

        _board.AlertsSeen = stored.AlertsSeen;
        _pending.AddRange(stored.Pending);
        var replayed = await Replay();
        _board.Take(_brain.Incidents, _brain.State.NextIncident - 1);
        foreach (var view in await _fleet.Views())
        {
            _board.Take(view.Vitals);
        }

        if (checkpoint.RecordExists || replayed > 0)
        {
            LogRecovered(
                _twin, stored.LogPosition, replayed, services.Time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>Thinks the log's tail through again, at the same instants and with the same alerts and
    /// changes.</summary>
    /// <returns>How many records there were.</returns>
    private async Task<long> Replay()
    {
        var replayed = 0L;
        var alerts = new List<Alert>();
        await foreach (var stored in _journal.Tail())
        {
            replayed++;
            _journal.Position = stored.Position;
            switch (stored.Event.Kind)
            {
                case TwinEventKinds.Alert:
                    alerts.Add(_journal.Read<Alert>(stored.Event));
                    break;
                case TwinEventKinds.Change:
                    var change = _journal.Read<ChangeEvent>(stored.Event);
                    if (_brain.Receive(change))
                    {
                        _board.Take(change);
                    }

                    break;
                case TwinEventKinds.Advance:
                    await ReplayStep([.. _pending, .. alerts], stored.Event.At);
                    _pending.Clear();
                    alerts.Clear();
                    break;
                case TwinEventKinds.Closure:
                    var closure = _journal.Read<IncidentClosure>(stored.Event);
                    _brain.Close(closure.Incident, closure.Who, closure.Why, closure.At, out _);
                    break;
                case TwinEventKinds.Reset:
                    alerts.Clear();
                    await Forget();
                    break;
                default:
                    // Incidents and topologies have rows of their own; here they tell people what happened.
                    break;
            }
        }

        _pending.AddRange(alerts);
        await ApplyChanged();
        return replayed;
    }

    private async Task ReplayStep(IEnumerable<Alert> alerts, DateTimeOffset at)
    {
        foreach (var alert in AlertOrder.Sorted(alerts))
        {
            _brain.Receive(alert);
            _board.Take(alert);
        }

        await Think(_brain, at);
        _board.Now = at;
    }

    /// <summary>The life before may have ended between the log and the incidents' own grains.</summary>
    private async Task ApplyChanged()
    {
        var changed = _brain.TakeChanged();
        await Task.WhenAll(changed.Select(incident => IncidentGrain(incident.Id).Apply(incident)));
        _isDirty |= changed.Length > 0;
    }

    private async Task CheckpointWhenDirty(CancellationToken cancellationToken)
    {
        if (!_isDirty || _ready is not { IsCompletedSuccessfully: true })
        {
            return;
        }

        var started = services.Time.GetTimestamp();
        var position = _journal.Position;
        var now = _board.Now;
        var captured = await CheckpointPartitions();
        var state = checkpoint.State;
        state.Brain = _brain.State;
        state.LogPosition = position;
        state.Now = _board.Now;
        state.Firing = _board.Firing;
        state.AlertsSeen = _board.AlertsSeen;
        state.IncidentsSeen = _board.IncidentsSeen;
        state.Changes = [.. _board.Changes];
        state.Pending = [.. _pending];
        state.Resets = _journal.Resets;
        state.FirstIncident = _incidentRows.First;
        state.OlderIncidents = _incidentRows.Spared;
        await OrGiveUp(() => checkpoint.WriteStateAsync(cancellationToken));
        _isDirty = false;
        _checkpointedAt = captured is null ? _checkpointedAt : now;
        var elapsed = services.Time.GetElapsedTime(started);
        GrainInstruments.CheckpointSeconds.Record(elapsed.TotalSeconds);
        LogCheckpoint(_twin, position, captured ?? 0, elapsed.TotalMilliseconds);
    }

    /// <summary>A partition that cannot write now writes with the next checkpoint; the brain's own row does not wait
    /// for it. How many entities were captured; null when a partition failed.</summary>
    private async Task<int?> CheckpointPartitions()
    {
        try
        {
            return await _fleet.Checkpoint();
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or IOException)
        {
            LogPartitionCheckpointFailed(exception, _twin);
            return null;
        }
    }
}
