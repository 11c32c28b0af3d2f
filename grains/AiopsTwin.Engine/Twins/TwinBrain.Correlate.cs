using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>From alerts to incidents.</summary>
public sealed partial class TwinBrain
{
    // Worked out once a correlation: while it goes on, no alert begins or ends.
    private HashSet<EntityKind>? _watched;

    private IEnumerable<TwinQuestion> Correlate(DateTimeOffset now)
    {
        State.CorrelateAt = null;
        _watched = null;
        Plan(now);
        Listen(now);
        Return(now);
        TakeConsequences();
        JoinKnown(now);
        TakeMoved();
        var pending = Pending(now);
        if (pending.Count > 0)
        {
            var search = _graph is null
                ? null
                : new CauseSearch(_settings.Correlation, _settings.Flood, now, _graph);
            foreach (var question in search?.Run(Symptoms(pending, now), Known(now)) ?? [])
            {
                yield return question;
            }

            Place([.. search?.Causes ?? []], now);
        }

        foreach (var question in Split(now))
        {
            yield return question;
        }

        MergeAlike(now);
    }

    private KnownEntities Known(DateTimeOffset now) => new(
        State.Reporting, _alerts, now - _settings.Correlation.ActiveWindow, _settings.Correlation.MaxSeen)
    {
        Watched = _watched ??= _graph is null ? [] : WatchedKinds.Of(_graph, _alerts.ActiveByKind()),
    };

    /// <summary>Alerts of a mitigated incident that fire again bring it back, unless they are mere
    /// aftershocks.</summary>
    private void Return(DateTimeOffset now)
    {
        foreach (var incident in _book.Live.ToList())
        {
            if (incident.Record.State == IncidentState.Mitigated
                && _alerts.HoldersOf(incident.Id).Exists(
                    tracked => tracked.IsActive && !IsAftershock(tracked, incident)))
            {
                _book.Reopen(incident, null, now);
            }
        }
    }

    private bool IsAftershock(TrackedAlert tracked, TrackedIncident incident) =>
        AlertReading.IsMildWork(tracked.Alert) || (tracked.Alert.Severity < AlertSeverity.Critical
        && AlertReading.FamilyOf(tracked.Alert) == MetricFamily.Traffic
        && tracked.Alert.StartsAt - incident.Record.MitigatedAt <= _settings.Correlation.AftershockHold);

    /// <summary>Alerts of entities that are members already, or that the cause of an incident is expected to hurt.
    /// All are decided before any joins, so that their order does not matter.</summary>
    private void JoinKnown(DateTimeOffset now)
    {
        var decided = Pending(now).Select(tracked => (Tracked: tracked, Home: HomeOf(tracked)))
            .Where(pair => pair.Home.Incident is not null).ToList();
        foreach (var (tracked, (incident, join)) in decided)
        {
            Enter(incident!, tracked, join, now);
        }
    }

    private (TrackedIncident? Incident, AlertJoin Join) HomeOf(TrackedAlert tracked)
    {
        var alert = tracked.Alert;
        var slack = _settings.Diagnosis.OnsetSlack;
        var member = _book.Live.Where(incident => incident.Members.Contains(alert.Entity))
            .OrderByDescending(incident => incident.LastJoinAt).FirstOrDefault();
        if (member is not null)
        {
            return (member, AlertJoin.Member);
        }

        var explaining = _book.Live
            .Select(incident => (Incident: incident, Strength: incident.ExpectedAt(alert.Entity)))
            .Where(pair => pair.Strength >= _settings.Correlation.ExplainFloor
                && alert.StartsAt >= pair.Incident.CurrentOnset - slack
                && pair.Incident.Expected.Count > 1)
            // Of equals the one whose cause most rely on.
            .GroupBy(pair => (pair.Strength, pair.Incident.Expected.Count)).MaxBy(claim => claim.Key);
        return explaining is null
            ? default
            : (EqualClaims.Choose(explaining.Select(pair => pair.Incident), _alerts), AlertJoin.Explained);
    }

    private void Enter(TrackedIncident incident, TrackedAlert tracked, AlertJoin join, DateTimeOffset now)
    {
        if (incident.Record.State == IncidentState.Mitigated && !IsAftershock(tracked, incident))
        {
            _book.Reopen(incident, null, now);
        }

        _book.Join(incident, tracked, join, now);
    }

    /// <summary>What is symptomatic now: pending alerts first, then those of incidents that still gather.</summary>
    private List<Symptom> Symptoms(List<TrackedAlert> pending, DateTimeOffset now)
    {
        var settings = _settings.Correlation;
        var gathering = _book.Live
            .Where(incident => incident.Record.State != IncidentState.Mitigated
                && now - incident.LastJoinAt <= settings.ActiveWindow)
            .SelectMany(incident => _alerts.HarmOf(incident.Id)).Where(tracked => tracked.IsActive);
        var symptoms = new Dictionary<EntityId, DateTimeOffset>();
        foreach (var tracked in pending.Concat(gathering))
        {
            var alert = tracked.Alert;
            if (symptoms.TryGetValue(alert.Entity, out var onset))
            {
                symptoms[alert.Entity] = alert.StartsAt < onset ? alert.StartsAt : onset;
            }
            else if (symptoms.Count < settings.MaxSymptoms)
            {
                symptoms.Add(alert.Entity, alert.StartsAt);
            }
            else
            {
                State.SymptomsDeferred++;
                State.CorrelateAt = now;
            }
        }

        return [.. symptoms.Select(pair => new Symptom(pair.Key, pair.Value))];
    }

    /// <summary>Carries out what the search found: joins, merges, returns, and new incidents.</summary>
    private void Place(ImmutableArray<Cause> causes, DateTimeOffset now)
    {
        var pending = Pending(now).ToLookup(tracked => tracked.Alert.Entity);
        foreach (var cause in causes)
        {
            var alerts = cause.Explained.SelectMany(entity => pending[entity]).ToList();
            var homes = Homes(cause);
            if (homes.Count > 0)
            {
                foreach (var younger in homes.Skip(1))
                {
                    _book.Merge(homes[0], younger, now);
                }

                alerts.ForEach(tracked => Enter(homes[0], tracked, AlertJoin.Explained, now));
                if (homes[0].Record.Diagnosis is null || homes.Count > 1)
                {
                    Expect(homes[0], cause);
                }
            }
            else if (IsRipe(alerts, now))
            {
                Begin(alerts, cause, now);
            }
        }

        PlaceRest(now);
    }

    /// <summary>Incidents one cause covers, oldest first: it explains their root and at least half of what is
    /// symptomatic of them, or what it cannot do without is red in them.</summary>
    private List<TrackedIncident> Covered(Cause cause)
    {
        var explained = cause.Explained.ToHashSet();
        return [.. _book.Live.Where(incident => incident.Record.State != IncidentState.Mitigated).Where(incident =>
        {
            var active = _alerts.StruckOf(incident.Id);
            return (active.Count > 0 && active.Count(explained.Contains) * 2 >= active.Count
                && (incident.Root.IsNone || incident.Root == cause.Root || explained.Contains(incident.Root)
                    || !active.Contains(incident.Root)))
                || IsGroundOf(incident, cause.Root);
        })];
    }

    /// <summary>What no common cause explains: linked alerts join, the rest opens incidents of its own once
    /// ripe.</summary>
    private void PlaceRest(DateTimeOffset now)
    {
        var groups = Pending(now).GroupBy(tracked => tracked.Alert.Entity).OrderBy(group => group.Key)
            .Select(group => (Entity: group.Key, Alerts: group.ToList())).ToList();
        groups = JoinAlike(JoinLinked(groups, now), now);
        Linkage? linkage = null;
        foreach (var (entity, alerts) in groups
            .OrderByDescending(group => group.Alerts.Max(one => one.Alert.Severity))
            .ThenBy(group => group.Alerts.Min(one => one.Alert.StartsAt)).ThenBy(group => group.Entity))
        {
            if (linkage?.Find(SymptomOf(entity, alerts)) is { } home)
            {
                alerts.ForEach(tracked => Enter(home, tracked, AlertJoin.Linked, now));
            }
            else if (IsRipe(alerts, now))
            {
                var incident = Begin(alerts, null, now);
                if (linkage is null || incident.Record.OpenedAt != now)
                {
                    linkage = Linked();
                }
                else
                {
                    linkage.Add(incident);
                }
            }
            else
            {
                Await(alerts);
            }
        }
    }

    private List<(EntityId Entity, List<TrackedAlert> Alerts)> JoinLinked(
        List<(EntityId Entity, List<TrackedAlert> Alerts)> groups, DateTimeOffset now)
    {
        if (groups.Count == 0 || Linked() is not { } linkage)
        {
            return groups;
        }

        var decided = groups.Select(
            group => (Group: group, Home: linkage.Find(SymptomOf(group.Entity, group.Alerts)))).ToList();
        foreach (var (group, home) in decided)
        {
            if (home is not null)
            {
                group.Alerts.ForEach(tracked => Enter(home, tracked, AlertJoin.Linked, now));
            }
        }

        return [.. decided.Where(pair => pair.Home is null).Select(pair => pair.Group)];
    }

    /// <summary>What relates alerts to the incidents that live now; null without a map.</summary>
    private Linkage? Linked() => _graph is null
        ? null
        : new Linkage(_graph, _alerts, _book.Live, _settings.Correlation.LinkWindow);

    private static Symptom SymptomOf(EntityId entity, List<TrackedAlert> alerts) => new(
        entity, alerts.Min(one => one.Alert.StartsAt), alerts.Min(one => one.Alert.RaisedAt));

    /// <summary>Enough to open an incident: a critical alert, several entities past the transient hold, or one
    /// warning that held long. Somewhat more or less work is not enough, however many say it.</summary>
    private bool IsRipe(List<TrackedAlert> group, DateTimeOffset now)
    {
        var settings = _settings.Correlation;
        var alerts = group.FindAll(tracked => !IsMild(tracked));
        var held = alerts.Where(tracked => now - tracked.Alert.RaisedAt >= settings.TransientHold)
            .Select(tracked => tracked.Alert.Entity).Distinct().Count();
        return alerts.Exists(tracked => tracked.Alert.Severity == AlertSeverity.Critical)
            || held > 1
            || alerts.Exists(tracked => now - tracked.Alert.RaisedAt >= settings.LoneWarningHold);
    }

    /// <summary>Sees to it that held alerts are looked at again when they ripen.</summary>
    private void Await(List<TrackedAlert> alerts)
    {
        var settings = _settings.Correlation;
        foreach (var tracked in alerts.Where(tracked => !IsMild(tracked)))
        {
            var hold = State.Now - tracked.Alert.RaisedAt < settings.TransientHold
                ? settings.TransientHold
                : settings.LoneWarningHold;
            var due = tracked.Alert.RaisedAt + hold;
            State.CorrelateAt = State.CorrelateAt < due ? State.CorrelateAt : due;
        }
    }

    /// <summary>Opens an incident, or brings back the one this is a return of.</summary>
    private TrackedIncident Begin(List<TrackedAlert> alerts, Cause? cause, DateTimeOffset now)
    {
        var onset = OnsetOf(alerts);
        var past = Returning(alerts, cause, onset, now, out var isRecurrence);
        if (past is not null)
        {
            _book.Reopen(past, isRecurrence ? onset : null, now);
        }

        var incident = past ?? _book.Open(onset, now);
        alerts.ForEach(tracked => _book.Join(incident, tracked, AlertJoin.Member, now));
        if (cause is not null)
        {
            Expect(incident, cause);
        }
        else if (incident.Root.IsNone)
        {
            incident.Root = alerts[0].Alert.Entity;
        }

        return incident;
    }

    /// <summary>When the trouble began: the earliest critical onset, else the lower quartile of all. The onset of a
    /// mild deviation is known badly, and a window that begins too early waters down what is measured in it.</summary>
    private DateTimeOffset OnsetOf(List<TrackedAlert> alerts)
    {
        var critical = alerts.Where(tracked => tracked.Alert.Severity == AlertSeverity.Critical).ToList();
        var onsets = (critical.Count > 0 ? critical : alerts)
            .Select(tracked => tracked.Alert.StartsAt).Order().ToList();
        var middle = onsets[onsets.Count / 2];
        return critical.Count > 0
            ? onsets.First(onset => middle - onset <= _settings.Correlation.LinkWindow)
            : onsets[onsets.Count / 4];
    }

    /// <summary>The closed incident that this group of alerts is a return of: it names the same entities, and either
    /// was closed a short while ago or began at the same time of another day.</summary>
    private TrackedIncident? Returning(
        List<TrackedAlert> alerts, Cause? cause, DateTimeOffset onset, DateTimeOffset now, out bool isRecurrence)
    {
        var entities = alerts.Select(tracked => tracked.Alert.Entity).ToHashSet();
        var alike = _book.All.Where(incident => !incident.IsLive && incident.MergedInto is null
            && ((cause is not null && cause.Root == incident.Root) || entities.Contains(incident.Root)
                || entities.Count(incident.Members.Contains) * 2 >= entities.Count)).Reverse().ToList();
        var settings = _settings.Correlation;
        var recent = alike.Find(incident => now - incident.Record.ClosedAt <= settings.ReopenHold);
        isRecurrence = recent is null;
        return recent ?? alike.Find(incident => Recurrence.IsReturn(incident.Occurrences, onset, settings));
    }

    private static void Expect(TrackedIncident incident, Cause cause)
    {
        incident.Root = cause.Root;
        incident.Expected.Clear();
        incident.Expected.AddRange(cause.Expected);
    }
}
