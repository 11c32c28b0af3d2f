using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// The thinking of a twin beyond its single entities: alerts become incidents, incidents get causes. A state machine
/// with no clock and no I/O: alerts and changes go in, <see cref="Advance"/> asks the questions it needs answered
/// and moves the incidents along their lives. The same calls in the same order give the same incidents, and the
/// order of alerts given between two advances does not matter.
/// </summary>
public sealed partial class TwinBrain
{
    private readonly TwinSettings _settings;
    private readonly AlertLedger _alerts;
    private readonly ChangeLedger _changes;
    private readonly IncidentBook _book;
    private TopologyGraph? _graph;
    private bool _isStirred = true;

    /// <summary>Starts a brain from its state, which it owns from then on.</summary>
    /// <param name="state">The state; a new one for a twin that knows nothing.</param>
    /// <param name="settings">Settings of every room.</param>
    public TwinBrain(TwinBrainState state, TwinSettings settings)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(settings);
        State = state;
        _settings = settings;
        _alerts = new AlertLedger(state.Alerts);
        _changes = new ChangeLedger(state.Changes, settings.Correlation.MaxChanges);
        _book = new IncidentBook(state.Incidents, _alerts, settings.Correlation, state.NextIncident);
    }

    /// <summary>What to keep; it is complete between two advances.</summary>
    public TwinBrainState State { get; }

    /// <summary>Every incident remembered, in order of opening, as last published.</summary>
    public ImmutableArray<Incident> Incidents => [.. _book.All.Select(incident => incident.Record)];

    /// <summary>Changes remembered, oldest first.</summary>
    public IReadOnlyList<ChangeEvent> Changes => _changes.All;

    /// <summary>Alerts that fire now and claim harm.</summary>
    public int FiringAlerts => _alerts.ActiveCount;

    /// <summary>Gives the brain the graph, at first and whenever it changed.</summary>
    public void SetTopology(TopologyGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        _graph = graph;
        _hasCollectors = graph.Entities.Any(entity => entity.Labels.ContainsKey(CollectorLabel));
        _holes = null;
        _isStirred = true;
        Overhear();
    }

    /// <summary>Takes an alert: ours or external, firing or ended. Repeats and records older than the one held are
    /// no-ops.
    /// </summary>
    public void Receive(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        alert = Continued(alert);
        if (alert.Entity.IsNone)
        {
            KeepUnplaced(alert);
            return;
        }

        var tracked = _alerts.Receive(alert);
        if (tracked is null)
        {
            State.AlertsRepeated++;
            return;
        }

        State.AlertsTaken++;
        _isStirred = true;
        if (tracked.IsActive && tracked.Incident is { } id && _book.Find(id) is not { IsLive: true }
            && !IsStillMoved(tracked))
        {
            // It fires anew after its incident was closed: judged like any other alert, never absorbed in silence.
            _alerts.Assign(tracked, null, AlertJoin.None);
        }
    }

    /// <summary>Takes a change event. Repeats by (source, id) are no-ops.</summary>
    /// <returns>True when it was new.</returns>
    public bool Receive(ChangeEvent change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var isNew = _changes.Add(change);
        State.ChangesForgotten += _changes.TakeForgotten();
        return isNew;
    }

    /// <summary>
    /// Moves the clock. Enumerate to the end and answer each question before asking for the next; until then nothing
    /// may be received. An instant not later than the clock asks nothing and changes nothing. Without news it asks
    /// nothing either.
    /// </summary>
    /// <param name="now">The instant; it becomes the twin's clock.</param>
    public IEnumerable<TwinQuestion> Advance(DateTimeOffset now)
    {
        if (now <= State.Now)
        {
            yield break;
        }

        State.Now = now;
        var isDue = _isStirred || State.CorrelateAt <= now;
        if (isDue)
        {
            _isStirred = false;
            foreach (var question in Correlate(now))
            {
                yield return question;
            }
        }

        Rehome(now);
        LetGo(now);
        Release(now);
        _book.Settle(now);
        foreach (var question in Diagnose(now).Concat(PredictSaid()))
        {
            yield return question;
        }

        SupportKnown(isDue, now);
        Forget(now);
        State.NextIncident = _book.NextNumber;
    }

    /// <summary>Incidents opened or changed since the last call, in order of opening.</summary>
    public ImmutableArray<Incident> TakeChanged() =>
        _book.Publish(_graph, State.Now ?? DateTimeOffset.UnixEpoch);

    /// <summary>Closes an incident on a person's word.</summary>
    /// <param name="incident">Its id.</param>
    /// <param name="who">Who closes it; must not be empty.</param>
    /// <param name="why">Why.</param>
    /// <param name="now">When.</param>
    /// <param name="reason">Why it was refused, or empty.</param>
    /// <returns>False when there is no such incident or it is closed already.</returns>
    public bool Close(string incident, string who, string why, DateTimeOffset now, out string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        var tracked = _book.Find(incident);
        reason = tracked is null ? $"there is no incident {incident}"
            : tracked.IsLive ? "" : $"{incident} is closed already";
        if (reason.Length > 0)
        {
            return false;
        }

        _book.Finish(tracked!, now, string.IsNullOrWhiteSpace(why) ? $"closed by {who}" : $"closed by {who}: {why}");
        return true;
    }

    private void Forget(DateTimeOffset now)
    {
        var settings = _settings.Correlation;
        State.AlertsForgotten += _alerts.Trim(settings.MaxAlerts, tracked => tracked.Incident is { } id
            ? _book.Find(id) is not { IsLive: true }
            : (tracked.Alert.EndsAt ?? tracked.Alert.RaisedAt) < now - settings.ActiveWindow);
        State.IncidentsForgotten += _book.Trim();
    }
}
