using System.Collections.Immutable;
using System.Diagnostics;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using AiopsTwin.Engine.Twins;

namespace AiopsTwin.Grains.Twins;

/// <summary>One step of the clock, and everything else that ends in a commit.</summary>
internal sealed partial class TwinGrain
{
    /// <inheritdoc />
    public async Task<AdvanceReceipt> Advance(DateTimeOffset now)
    {
        await Ready();
        if (_board.Now is { } current && now <= current)
        {
            return new AdvanceReceipt(current, 0, []);
        }

        var started = services.Time.GetTimestamp();
        await _fleet.Visit(await _requests.Close(now));
        var steps = await _fleet.Advance(now);
        await _fleet.Share(steps, now);
        var corrections = await Corrections(steps, now);
        ImmutableArray<Alert> alerts =
            [.. AlertOrder.Sorted([.. steps.SelectMany(step => step.Alerts), .. corrections, .. _pending])];
        ImmutableArray<Incident> changed = [];
        await OrGiveUp(async () => changed = await Step(steps, alerts, now));
        GrainInstruments.AlertsChanged.Add(alerts.Length);
        GrainInstruments.IncidentsChanged.Add(changed.Length);
        GrainInstruments.StepSeconds.Record(services.Time.GetElapsedTime(started).TotalSeconds);
        return new AdvanceReceipt(now, alerts.Length, changed) { Alerts = alerts };
    }

    private async Task<ImmutableArray<Incident>> Step(
        PartitionStep[] steps, ImmutableArray<Alert> alerts, DateTimeOffset now)
    {
        foreach (var alert in alerts)
        {
            _brain.Receive(alert);
        }

        await Think(_brain, now);
        var changed = _brain.TakeChanged();
        if (alerts.Length > 0 || changed.Length > 0)
        {
            // Alerts of others are in the log already; they stand here again, where the brain took them.
            foreach (var alert in alerts)
            {
                _journal.Add(TwinEventKinds.Alert, alert.EndsAt ?? alert.RaisedAt, alert);
            }

            _journal.AddMark(now);
        }

        _pending.Clear();
        _board.Now = now;
        await Conclude(changed, alerts, steps);
        _fleet.Acknowledge(steps);
        return changed;
    }

    /// <summary>Answers the brain's questions until it asks no more.</summary>
    private async Task Think(TwinBrain brain, DateTimeOffset now)
    {
        foreach (var question in brain.Advance(now))
        {
            switch (question)
            {
                case FloodQuestion flood:
                    flood.Answer = await _floods.Run(flood.Request);
                    break;
                case EvidenceQuestion evidence:
                    evidence.Answer = await _fleet.Evidence(evidence.Entities, evidence.Since, evidence.Until);
                    break;
                case RequestQuestion requests:
                    requests.Answer = await _fleet.Requests(requests.Entities, requests.Since, requests.Until);
                    break;
                default:
                    throw new UnreachableException($"The brain asks a {question.GetType().Name}.");
            }
        }
    }

    /// <summary>Stores what was concluded, and only then shows it: incidents to their grains, everything to the
    /// view.</summary>
    private async Task Conclude(
        ImmutableArray<Incident> changed, ImmutableArray<Alert> alerts, params PartitionStep[] steps)
    {
        foreach (var incident in changed)
        {
            _journal.Add(TwinEventKinds.Incident, _board.Now!.Value, incident);
        }

        await _journal.Commit();
        await Task.WhenAll(changed.Select(incident => IncidentGrain(incident.Id).Apply(incident)));
        foreach (var alert in alerts)
        {
            _board.Take(alert);
        }

        ImmutableArray<EntityVitals> vitals =
            [.. steps.SelectMany(step => step.Vitals).OrderBy(entity => entity.Entity)];
        _board.Take(vitals);
        if (!changed.IsEmpty)
        {
            _board.Take(_brain.Incidents, _brain.State.NextIncident - 1);
            LogIncidents(changed);
            await RemoveSurplus();
        }

        _isDirty = true;
        await ViewGrain().Publish(_board.Delta(Current.Version, vitals, changed));
    }

    /// <summary>Removes the records beyond the limit. A life that ends before its checkpoint does it again.</summary>
    private async Task RemoveSurplus()
    {
        var surplus = _incidentRows.TakeSurplus(_brain.State.NextIncident, _brain.Incidents);
        if (!surplus.IsEmpty)
        {
            await Task.WhenAll(surplus.Select(number => IncidentGrain(IncidentRows.IdOf(number)).Forget()));
            GrainInstruments.LimitHit("twin.incidents", surplus.Length);
        }
    }

    /// <summary>
    /// Where a partition counts other firing alerts than the board would after this step, a restart lost something on
    /// the way: alerts the partition has and we do not are taken up, alerts nobody stands for any more have expired.
    /// </summary>
    private async Task<ImmutableArray<Alert>> Corrections(PartitionStep[] steps, DateTimeOffset now)
    {
        var corrections = ImmutableArray.CreateBuilder<Alert>();
        for (var index = 0; index < steps.Length; index++)
        {
            var firing = ExpectedFiring(index, steps[index]);
            if (firing.Count == steps[index].FiringAlerts)
            {
                continue;
            }

            var view = await _fleet.Partition(index).View();
            var known = view.Firing.ToDictionary(alert => alert.Fingerprint, StringComparer.Ordinal);
            corrections.AddRange(known.Values.Where(alert => !firing.ContainsKey(alert.Fingerprint)));
            corrections.AddRange(firing.Values.Where(alert => !known.ContainsKey(alert.Fingerprint)).Select(alert =>
                alert with { Status = AlertStatus.Expired, EndsAt = now > alert.RaisedAt ? now : alert.RaisedAt }));
            LogCorrected(_twin, index, firing.Count, known.Count);
        }

        return corrections.ToImmutable();
    }

    private SortedDictionary<string, Alert> ExpectedFiring(int index, PartitionStep step)
    {
        var firing = new SortedDictionary<string, Alert>(StringComparer.Ordinal);
        foreach (var alert in _board.OwnFiring(entity => _fleet.PartitionOf(entity) == index).Concat(step.Alerts))
        {
            if (alert.Status == AlertStatus.Firing)
            {
                firing[alert.Fingerprint] = alert;
            }
            else
            {
                firing.Remove(alert.Fingerprint);
            }
        }

        return firing;
    }

    /// <summary>Makes a checked topology the twin's own: stored first, then given to partitions, brain and
    /// view.</summary>
    private async Task Adopt(TopologySnapshot next, TopologyReceipt receipt)
    {
        var state = topology.State;
        state.History = state.History?.Append(next) ?? TopologyHistory.Begin(TopologySnapshot.Empty).Append(next);
        state.Partitions = Partitioning.Assign(next, state.Partitions, new PartitioningSettings
        {
            TargetSize = services.Options.PartitionSize,
            MaxPartitions = services.Options.MaxPartitions,
        });
        state.PartitionCount = Math.Max(
            state.PartitionCount, state.Partitions.Values.DefaultIfEmpty(0).Max() + 1);
        await topology.WriteStateAsync();
        _journal.Add(TwinEventKinds.Topology, _board.Now ?? DateTimeOffset.UnixEpoch, receipt);
        await _journal.Commit();
        _fleet.Take(TopologyGraph.Compile(next), state.Partitions, state.PartitionCount);
        await _fleet.Load(services.Settings.Flood);
        _brain.SetTopology(_fleet.Graph);
        ShowTopology();
        _board.Keep(entity => _fleet.PartitionOf(entity) >= 0);
        _isDirty = true;
        await ViewGrain().Publish(_board.Delta(next.Version, [], []));
    }

    /// <summary>Lets readers and senders see the topology, once the partitions are ready for them.</summary>
    private void ShowTopology()
    {
        _shown = Current;
        _map = new PartitionMap(_shown.Version, topology.State.PartitionCount, topology.State.Partitions);
    }

    /// <summary>Runs what changes the brain or the stored topology. On failure memory may be ahead of what is stored:
    /// this life ends, and the next one begins from what is stored.</summary>
    private async Task OrGiveUp(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (Exception exception)
        {
            LogGivenUp(exception, _twin);
            _ready = Task.FromException(exception);
            _isDirty = false;
            DeactivateOnIdle();
            throw;
        }
    }
}
