using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// What was taken for one trouble and is two. The first alerts of a storm seldom tell two failed switches from the
/// spine above them; the next ones do. So an incident that is young and still grows is searched again, alone, and parts
/// when several causes explain it better that do not explain one another. And what stays red long after its cause
/// healed is no longer explained by it.
/// </summary>
public sealed partial class TwinBrain
{
    private const int LeastShare = 2;
    private const int GroundLinks = 3;

    /// <summary>Parts young incidents that gained alerts in this step and that several causes explain better.</summary>
    private IEnumerable<TwinQuestion> Split(DateTimeOffset now)
    {
        var settings = _settings.Correlation;
        if (_graph is null)
        {
            yield break;
        }

        foreach (var incident in _book.Live.Where(incident => incident.LastJoinAt == now
            && incident.Record.State != IncidentState.Mitigated && !IsHeldTogether(incident)
            && now - incident.Record.OpenedAt <= settings.LinkWindow).ToList())
        {
            var symptoms = _alerts.HarmOf(incident.Id).Where(tracked => tracked.IsActive)
                .GroupBy(tracked => tracked.Alert.Entity, tracked => tracked.Alert.StartsAt)
                .Select(group => new Symptom(group.Key, group.Min())).Take(settings.MaxSymptoms).ToList();
            if (symptoms.Count < 2 * LeastShare)
            {
                continue;
            }

            var search = new CauseSearch(settings, _settings.Flood, now, _graph);
            foreach (var question in search.Run(symptoms, Known(now)))
            {
                yield return question;
            }

            var several = Independent([.. search.Causes.Where(cause => !IsAlike(incident, cause))]);
            if (several.Count > 1)
            {
                Part(incident, several, now);
            }
            else
            {
                Loosen(incident, search, now);
            }
        }
    }

    /// <summary>Lets go of what the cause of an incident cannot have reached after all: what lies between is known by
    /// now to be well. A silent cause that reached nothing was none; the best of those found takes its
    /// place.</summary>
    private void Loosen(TrackedIncident incident, CauseSearch search, DateTimeOffset now)
    {
        var cut = search.CutFrom(incident.Root);
        if (cut.IsEmpty)
        {
            return;
        }

        var isNone = search.ReachedFrom(incident.Root).IsEmpty && _alerts.On(incident.Root).All(one => !one.IsActive);
        var next = isNone && search.Causes.Count > 0 ? search.Causes[0] : null;
        var kept = next?.Explained.ToHashSet() ?? [isNone ? cut[0] : incident.Root];
        var strangers = _alerts.HarmOf(incident.Id).FindAll(tracked => !tracked.IsReleased
            && cut.Contains(tracked.Alert.Entity) && !kept.Contains(tracked.Alert.Entity));
        if (isNone)
        {
            incident.Root = next?.Root ?? cut[0];
            incident.Expected.Clear();
            incident.Expected.AddRange(next?.Expected ?? []);
        }

        if (strangers.Count > 0)
        {
            _book.Release(incident, strangers, now);
            _isStirred = true;
        }
    }

    /// <summary>Causes that each explain several symptoms, none of which is expected to bring about another, relies on
    /// another, or stands with another on what alerts itself. What relies on something may also press on it: a cache
    /// that forgets drowns the database behind it.</summary>
    private List<Cause> Independent(IReadOnlyList<Cause> causes)
    {
        var floor = _settings.Correlation.ExplainFloor;
        var isOne = causes.Any(cause => causes.Any(other => other.Root != cause.Root
            && cause.Expected.Any(reach => reach.Entity == other.Root && reach.Strength >= floor)));
        var several = causes.Where(cause => cause.Explained.Length >= LeastShare).ToList();
        var isStacked = several.Exists(cause => several.Exists(other => IsBelow(other.Root, cause.Root)));
        var isShared = several.SelectMany(cause => RedGround(cause.Root)).CountBy(node => node)
            .Any(pair => pair.Value > 1);
        return isOne || isStacked || isShared ? [] : several;
    }

    private bool IsBelow(EntityId lower, EntityId upper)
    {
        if (lower == upper || _graph is null || !_graph.TryIndex(lower, out var wanted)
            || !_graph.TryIndex(upper, out var start))
        {
            return false;
        }

        var front = new List<int> { start };
        for (var hop = 0; hop < GroundLinks; hop++)
        {
            front = [.. front.SelectMany(node => _graph.DependenciesOf(node)).Distinct()];
            if (front.Contains(wanted))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What an entity cannot do without and that alerts itself, few links below.</summary>
    private List<int> RedGround(EntityId entity)
    {
        if (_graph is null || !_graph.TryIndex(entity, out var start))
        {
            return [];
        }

        var seen = new HashSet<int> { start };
        var front = new List<int> { start };
        for (var hop = 0; hop < GroundLinks; hop++)
        {
            front = [.. front.SelectMany(Needed).Where(seen.Add)];
        }

        seen.Remove(start);
        return [.. seen.Where(node => _alerts.On(_graph.IdOf(node)).Any(tracked => tracked.IsActive)).Order()];
    }

    private IEnumerable<int> Needed(int node)
    {
        foreach (var link in _graph!.LinksToDependencies(node).ToArray())
        {
            if (_graph.GroupOf(link) < 0 && _graph.Dependencies[link].Criticality == Criticality.Required)
            {
                yield return _graph.DependencyOf(link);
            }
        }
    }

    /// <summary>True when what a cause cannot do without alerts itself, in this incident: the cause is a victim
    /// too.</summary>
    private bool IsGroundOf(TrackedIncident incident, EntityId root) => RedGround(root)
        .Exists(node => _alerts.On(_graph!.IdOf(node)).Any(
            tracked => tracked.IsActive && tracked.Incident == incident.Id));

    private void Part(TrackedIncident incident, List<Cause> causes, DateTimeOffset now)
    {
        var kept = causes.Find(cause => cause.Root == incident.Root)
            ?? causes.OrderByDescending(cause => cause.Explained.Length).ThenBy(cause => cause.Root).First();
        foreach (var cause in causes.Where(cause => cause != kept))
        {
            var entities = cause.Explained.ToHashSet();
            var alerts = _alerts.HarmOf(incident.Id).FindAll(tracked => entities.Contains(tracked.Alert.Entity));
            if (alerts.Count == 0)
            {
                // Two causes may explain the same entities; then the part before took them all.
                continue;
            }

            var part = _book.Part(incident, alerts, OnsetOf(alerts), now);
            Expect(part, cause);
        }

        Expect(incident, kept);
    }

    /// <summary>Moves alerts of young incidents to where they belong: the cause of their own does not explain them, and
    /// that of another does. The first alerts of a storm go to whoever came first.</summary>
    private void Rehome(DateTimeOffset now)
    {
        var (floor, slack) = (_settings.Correlation.ExplainFloor, _settings.Diagnosis.OnsetSlack);
        var young = _book.Live.Where(incident => incident.Record.State == IncidentState.Diagnosed
            && incident.Expected.Count > 1 && now - incident.Record.OpenedAt <= _settings.Correlation.LinkWindow
            && !IsHeldTogether(incident)).ToList();
        if (young.Count < 2 || !young.Exists(incident => incident.LastJoinAt == now))
        {
            return;
        }

        foreach (var incident in young)
        {
            var strangers = _alerts.HarmOf(incident.Id).FindAll(tracked => tracked.Alert.Entity != incident.Root
                && incident.ExpectedAt(tracked.Alert.Entity) < floor);
            foreach (var group in strangers.GroupBy(tracked => tracked.Alert.Entity).ToList())
            {
                var home = young.Where(other => other != incident && other.ExpectedAt(group.Key) >= floor
                        && group.All(tracked => tracked.Alert.StartsAt >= other.CurrentOnset - slack))
                    .MaxBy(other => other.ExpectedAt(group.Key));
                if (home is not null)
                {
                    _book.Move(incident, home, [.. group], now);
                }
            }
        }
    }

    /// <summary>Lets go of what a young incident took in before its cause was known, when that cause explains four
    /// fifths of the members, and neither explains nor is linked to these. They are judged anew; each alert
    /// once.</summary>
    private void LetGo(DateTimeOffset now)
    {
        var floor = _settings.Correlation.ExplainFloor;
        foreach (var incident in _book.Live.Where(incident => incident.LastJoinAt == now
            && incident.Record.State == IncidentState.Diagnosed && incident.Expected.Count > 1
            && now - incident.Record.OpenedAt <= _settings.Correlation.LinkWindow
            && !IsHeldTogether(incident)).ToList())
        {
            var strangers = _alerts.HarmOf(incident.Id).FindAll(tracked => tracked is { IsReleased: false }
                && tracked.Join != AlertJoin.Linked && tracked.Alert.Entity != incident.Root
                && incident.ExpectedAt(tracked.Alert.Entity) < floor && !IsLinked(tracked.Alert.Entity, incident));
            if (strangers.Count > 0
                && strangers.Select(tracked => tracked.Alert.Entity).Distinct().Count() * 5 <= incident.Members.Count)
            {
                _book.Release(incident, strangers, now);
                _isStirred = true;
            }
        }
    }

    /// <summary>True when an entity is the next or next but one of the cause, or the next of what it explains, along
    /// links of either direction.</summary>
    private bool IsLinked(EntityId entity, TrackedIncident incident)
    {
        if (_graph is null || !_graph.TryIndex(entity, out var node))
        {
            return true;
        }

        var near = Relying(node).Concat(_graph.DependentsOf(node)).ToHashSet();
        return near.Any(other => incident.Members.Contains(_graph.IdOf(other)))
            || (_graph.TryIndex(incident.Root, out var root) && (near.Contains(root)
                || near.Overlaps(_graph.DependenciesOf(root)) || near.Overlaps(_graph.DependentsOf(root))));
    }

    /// <summary>What a node cannot do without, and of what stands in for one another that of which too much
    /// alerts.</summary>
    private IEnumerable<int> Relying(int node)
    {
        foreach (var link in _graph!.LinksToDependencies(node).ToArray())
        {
            var group = _graph.GroupOf(link);
            if (group < 0 || _graph.MembersOf(group).ToArray().Count(member =>
                _alerts.On(_graph.IdOf(_graph.DependencyOf(member))).Any(tracked => tracked.IsActive))
                >= _graph.FailuresNeeded(group))
            {
                yield return _graph.DependencyOf(link);
            }
        }
    }

    /// <summary>Gives what is still red an incident of its own when the cause healed long ago and most of what it hurt
    /// did. Where most is still red, it is the diagnosis that is in doubt, and the incident stays whole.</summary>
    private void Release(DateTimeOffset now)
    {
        foreach (var incident in _book.Live.Where(incident => incident.Members.Count > 1
            && incident.Record.State == IncidentState.Diagnosed && !IsRootRed(incident)
            && !IsHeldTogether(incident)).ToList())
        {
            var holders = _alerts.HoldersOf(incident.Id);
            var red = holders.Where(tracked => tracked.IsActive).GroupBy(tracked => tracked.Alert.Entity).ToList();
            if (red.Count > 0 && red.Count * 2 < incident.Members.Count
                && HealedAt(incident, holders) is { } healed && now - healed >= _settings.Correlation.StragglerHold)
            {
                foreach (var group in red)
                {
                    var part = _book.Part(incident, [.. group], group.Min(one => one.Alert.StartsAt), now);
                    part.Root = group.Key;
                }
            }
        }
    }

    /// <summary>True while an alert of its cause holds an incident open: what it hurt needs no incidents of its
    /// own.</summary>
    private bool IsRootRed(TrackedIncident incident) => _alerts.On(incident.Root).Any(tracked =>
        tracked is { IsHolding: true, IsHarm: true } && tracked.Incident == incident.Id);

    /// <summary>When the cause of an incident healed: when its last alert ended, or, when it never said a word, when
    /// half of what ended had ended. Null while it is red, or when nothing ended.</summary>
    private static DateTimeOffset? HealedAt(TrackedIncident incident, List<TrackedAlert> holders)
    {
        var own = holders.FindAll(tracked => tracked.Alert.Entity == incident.Root);
        var ended = (own.Count > 0 ? own : holders).Where(tracked => !tracked.IsActive)
            .Select(tracked => tracked.Alert.EndsAt ?? tracked.Alert.RaisedAt).Order().ToList();
        return own.Exists(tracked => tracked.IsActive) || ended.Count == 0
            ? null
            : own.Count > 0 ? ended[^1] : ended[ended.Count / 2];
    }
}
