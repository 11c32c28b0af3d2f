using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Correlation.Words;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Grains.Durability;

namespace AiopsTwin.Grains.Twins;

/// <summary>How a twin comes back: newest checkpoint, then the log's tail.</summary>
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
        var stored = checkpoint.State.Packed is { } packed
            ? PackedState.Unpack<TwinCheckpointState>(services.Serializer, packed)
            : checkpoint.State;
        checkpoint.State.Packed = null;
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
        _arrived.Restore(stored.Pending, 0);
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
        var changed = new SortedDictionary<string, Incident>(StringComparer.Ordinal);
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
                case TwinEventKinds.Received:
                    _arrived.Restore(_journal.Read<ImmutableArray<Alert>>(stored.Event), stored.Position);
                    break;
                case TwinEventKinds.Advance:
                    var taken = _arrived.TakeThrough(_journal.ThroughOf(stored.Event));
                    Gather(await ReplayStep([.. AlertOrder.Sorted([.. alerts, .. taken])], stored.Event.At), changed);
                    alerts.Clear();
                    break;
                case TwinEventKinds.Closure:
                    var closure = _journal.Read<IncidentClosure>(stored.Event);
                    _brain.Close(closure.Incident, closure.Who, closure.Why, closure.At, out _);
                    Gather(_brain.TakeChanged(), changed);
                    break;
                case TwinEventKinds.Word:
                    _brain.Hear(_journal.Read<OperatorWord>(stored.Event));
                    _hasNewWords = true;
                    Gather(_brain.TakeChanged(), changed);
                    break;
                case TwinEventKinds.Reset:
                    alerts.Clear();
                    changed.Clear();
                    await Forget();
                    break;
                default:
                    // Incidents and topologies have rows of their own; here they tell people what happened.
                    break;
            }
        }

        // A log of an earlier version: what it received stands there alert by alert.
        _arrived.Restore([.. alerts], _journal.Position);
        Gather(_brain.TakeChanged(), changed);
        await Apply(changed.Values);
        return replayed;
    }

    private async Task<ImmutableArray<Incident>> ReplayStep(ImmutableArray<Alert> alerts, DateTimeOffset at)
    {
        var changed = await Think(_brain, alerts, at);
        _hasNewWords = false;
        foreach (var alert in alerts)
        {
            _board.Take(alert);
        }

        _board.Now = at;
        return changed;
    }

    private static void Gather(ImmutableArray<Incident> changed, SortedDictionary<string, Incident> all)
    {
        foreach (var incident in changed)
        {
            all[incident.Id] = incident;
        }
    }

    /// <summary>The life before may have ended between the log and the incidents' own grains.</summary>
    private async Task Apply(ICollection<Incident> changed)
    {
        foreach (var incident in changed)
        {
            await IncidentGrain(incident.Id).Apply(incident);
        }

        _isDirty |= changed.Count > 0;
    }
}
