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
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

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
        ImmutableArray<Alert> own = [.. steps.SelectMany(step => step.Alerts), .. corrections];
        var through = _journal.Position;
        var arrived = _arrived.TakeThrough(through);
        var alerts = await Task.Run(() => AlertOrder.Sorted([.. own, .. arrived]).ToImmutableArray());
        ImmutableArray<Incident> changed = [];
        await OrGiveUp(async () =>
        {
            changed = await Think(_brain, alerts, now);
            if (alerts.Length > 0 || changed.Length > 0 || _hasNewWords)
            {
                _hasNewWords = false;

                // Alerts of others are in the log already: the mark says which of them the brain took.
                foreach (var alert in AlertOrder.Sorted(own))
                {
                    _journal.Add(TwinEventKinds.Alert, AlertOrder.InstantOf(alert), alert);
                }

                _journal.AddMark(now, through);
            }

            _board.Now = now;
            await Conclude(changed, alerts, steps);
            _fleet.Acknowledge(steps);
        });
        GrainInstruments.AlertsChanged.Add(alerts.Length);
        GrainInstruments.IncidentsChanged.Add(changed.Length);
        _stepTook = services.Time.GetElapsedTime(started);
        GrainInstruments.StepSeconds.Record(_stepTook.TotalSeconds);
        StepSoon();
        return new AdvanceReceipt(now, alerts.Length, changed) { Alerts = alerts };
    }

    /// <summary>
    /// Gives the brain alerts and answers its questions until it asks no more. The brain thinks beside the grain's own
    /// turns: alerts that arrive meanwhile are stored and acknowledged. Nothing that interleaves touches the brain.
    /// </summary>
    /// <returns>Incidents opened or moved.</returns>
    private async Task<ImmutableArray<Incident>> Think(
        TwinBrain brain, IEnumerable<Alert> alerts, DateTimeOffset now)
    {
        await Task.Run(() =>
        {
            foreach (var alert in alerts)
            {
                brain.Receive(alert);
            }
        });
        using var questions = brain.Advance(now).GetEnumerator();
        while (await Task.Run(questions.MoveNext))
        {
            switch (questions.Current)
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
                case CounterfactualQuestion counterfactual:
                    // A simulation takes up to a second: it runs beside the grain's own thread.
                    counterfactual.Answer = await Task.Run(() => services.Prover.Prove(counterfactual.Case));
                    break;
                default:
                    throw new UnreachableException($"The brain asks a {questions.Current.GetType().Name}.");
            }
        }

        return await Task.Run(brain.TakeChanged);
    }

    /// <summary>Sees to it that a twin on wall time looks at what arrived before its next regular step. It rests half
    /// as long as its last step took, though no longer than a second: a storm must not take the whole machine, nor
    /// wait twice for one that is busy.</summary>
    private void StepSoon()
    {
        if (_wallTimer is null || _soonTimer is not null || _arrived.Count == 0)
        {
            return;
        }

        var rest = _stepTook < 2 * LongestRest ? _stepTook / 2 : LongestRest;
        _soonTimer = this.RegisterGrainTimer(
            async _ =>
            {
                _soonTimer?.Dispose();
                _soonTimer = null;
                await Advance(services.Time.GetUtcNow());
            },
            new GrainTimerCreationOptions
            {
                DueTime = rest > services.Options.AlertInterval ? rest : services.Options.AlertInterval,
                Period = Timeout.InfiniteTimeSpan,
                KeepAlive = true,
            });
    }

    /// <summary>Stores what was concluded, and only then shows it: incidents to their grains, everything to the
    /// view.</summary>
    private async Task Conclude(
        ImmutableArray<Incident> changed, ImmutableArray<Alert> alerts, params PartitionStep[] steps)
    {
        var at = _board.Now!.Value;
        foreach (var incident in changed)
        {
            if (_unwritten.Take(incident, services.Time.GetUtcNow()))
            {
                _journal.Add(TwinEventKinds.Incident, at, UnwrittenIncidents.Outline(incident));
            }
        }

        await _journal.Commit();
        await Show(changed);

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
            foreach (var number in surplus)
            {
                _unwritten.Remove(IncidentRows.IdOf(number));
            }

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
