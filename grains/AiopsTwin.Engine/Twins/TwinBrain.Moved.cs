using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Work that moves is not trouble. When something falls out, or somebody reroutes, scales or restarts, what is left
/// does the work: its requests, bytes and use change, and what was relieved goes quiet. As long as nothing there gets
/// slow, fails or fills up, such deviations are the consequence of something known and open nothing.
/// </summary>
public sealed partial class TwinBrain
{
    private readonly Dictionary<ChangeEvent, HashSet<EntityId>> _besideChange = [];

    /// <summary>Active alerts in no incident, but for those that are the consequence of a recorded change outside any
    /// incident, and those that told of somewhat more or less work a while ago: nothing came of it, and what happens
    /// now has another beginning.</summary>
    private List<TrackedAlert> Pending(DateTimeOffset now) => _alerts.Pending().FindAll(tracked =>
    {
        tracked.IsPassed |= now - tracked.Alert.RaisedAt > _settings.Correlation.LinkWindow && IsMild(tracked);
        return !tracked.IsPassed && !IsHeld(tracked)
            && (_graph is null || CauseOf(tracked) is null) && !IsPlanned(tracked);
    });

    /// <summary>True for an alert that opens nothing however long it lasts: of somewhat more or less work, or of what
    /// more requests alone drive up where they arrive (locks, queues, use), as long as they are answered in
    /// time.</summary>
    private bool IsMild(TrackedAlert tracked)
    {
        var alert = tracked.Alert;
        return AlertReading.IsMildWork(alert) || (alert.Severity < AlertSeverity.Critical
            && AlertReading.FamilyOf(alert) is MetricFamily.Cpu or MetricFamily.Memory or MetricFamily.Saturation
            && WithCallers(alert.Entity).Any(entity => _alerts.On(entity).Any(
                other => other.IsActive && AlertReading.IsMoreRequests(other.Alert)))
            && !_alerts.On(alert.Entity).Any(other => other.IsActive
                && AlertReading.FamilyOf(other.Alert) is MetricFamily.Latency or MetricFamily.Errors));
    }

    /// <summary>An entity and those that call it: requests that rise there rise here, noticed or not.</summary>
    private IEnumerable<EntityId> WithCallers(EntityId entity) =>
        _graph is not null && _graph.TryIndex(entity, out var node)
        ? _graph.DependentsOf(node, DependencyKind.CallsSync).Concat(
            _graph.DependentsOf(node, DependencyKind.CallsAsync)).Select(_graph.IdOf).Prepend(entity)
        : [entity];

    /// <summary>Takes out what a recorded remediation or scaling brought about, before it can join as harm: the one who
    /// acted knows that work moves. It is listed with the incident the action was about, if there is one.</summary>
    private void TakeConsequences()
    {
        _besideChange.Clear();
        if (_graph is null)
        {
            return;
        }

        foreach (var tracked in _alerts.Pending())
        {
            if (CauseOf(tracked) is { } change && AboutWhich(change) is { } incident)
            {
                _book.List(incident, tracked);
            }
        }
    }

    /// <summary>Takes out deviations of work beside an incident that goes on: what its members no longer do, or do
    /// again, others do instead.</summary>
    private void TakeMoved()
    {
        var pending = _alerts.Pending().FindAll(tracked => AlertReading.IsAboutWork(tracked.Alert));
        if (_graph is null || pending.Count == 0)
        {
            return;
        }

        foreach (var incident in _book.Live)
        {
            var beside = new WorkPaths(_graph).Beside(incident.Members.Append(incident.Root));
            foreach (var tracked in pending.Where(tracked => tracked.Incident is null
                && tracked.Alert.RaisedAt >= incident.CurrentOnset && beside.Contains(tracked.Alert.Entity)
                && IsAbout(tracked, incident.CurrentOnset, incident.Record.MitigatedAt ?? tracked.Alert.StartsAt)))
            {
                _book.List(incident, tracked);
            }
        }
    }

    /// <summary>The recorded change that moved the work an alert speaks of; null when none did.</summary>
    private ChangeEvent? CauseOf(TrackedAlert tracked)
    {
        var alert = tracked.Alert;
        if (!AlertReading.IsAboutWork(alert))
        {
            return null;
        }

        var window = _settings.Correlation.LinkWindow;
        var slack = _settings.Diagnosis.OnsetSlack;
        return _changes.Between(alert.StartsAt - window, alert.RaisedAt + slack)
            .Where(change => change.Kind is ChangeKind.Remediation or ChangeKind.Scaling
                && IsAbout(tracked, change.At, change.At))
            .LastOrDefault(change => Beside(change).Contains(alert.Entity));
    }

    /// <summary>The newest live incident that was open when somebody acted, and that stands beside what was changed.
    /// </summary>
    private TrackedIncident? AboutWhich(ChangeEvent change)
    {
        var beside = Beside(change);
        return _book.Live.LastOrDefault(incident => incident.Record.OpenedAt <= change.At
            && (beside.Contains(incident.Root) || incident.Members.Any(beside.Contains)));
    }

    /// <summary>Where a change may move work to; worked out once a correlation.</summary>
    private HashSet<EntityId> Beside(ChangeEvent change)
    {
        if (!_besideChange.TryGetValue(change, out var beside))
        {
            _besideChange.Add(change, beside = new WorkPaths(_graph!).Beside([change.Entity]));
        }

        return beside;
    }

    /// <summary>True when a deviation began while something went on, give or take the time in which related things are
    /// noticed, and was noticed no earlier.</summary>
    private bool IsAbout(TrackedAlert tracked, DateTimeOffset since, DateTimeOffset until)
    {
        var window = _settings.Correlation.LinkWindow;
        var alert = tracked.Alert;
        return alert.StartsAt >= since - window && alert.StartsAt <= until + window
            && alert.RaisedAt >= since - _settings.Diagnosis.OnsetSlack;
    }

    /// <summary>True for a deviation of work known to have moved, that returns soon after its incident was closed.
    /// </summary>
    private bool IsStillMoved(TrackedAlert tracked) => tracked.Join == AlertJoin.Moved
        && AlertReading.IsAboutWork(tracked.Alert)
        && _book.Find(tracked.Incident!)?.Record.ClosedAt is { } closedAt
        && tracked.Alert.RaisedAt - closedAt <= _settings.Correlation.MovedMemory;
}
