using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Relates an alert no expectation explains to an incident by the links between them: a directed path of at most two
/// links either way, or a direct dependency both share, with onsets, or moments of being raised, close in time. Only
/// members that were not themselves joined this way attract others, so that a chain of small unrelated faults does
/// not grow into one incident (single linkage).
/// </summary>
internal sealed class Linkage
{
    // A walk that meets this many nodes, or a dependency shared by this many, says nothing about relatedness any more.
    private const int MaxNear = 2_000;
    private const int MaxSharers = 24;

    private readonly TopologyGraph _graph;
    private readonly AlertLedger _alerts;
    private readonly TimeSpan _window;
    private readonly Dictionary<int, List<Attractor>> _attractors = [];

    public Linkage(
        TopologyGraph graph, AlertLedger alerts, IEnumerable<TrackedIncident> incidents, TimeSpan window)
    {
        _graph = graph;
        _alerts = alerts;
        _window = window;
        foreach (var incident in incidents)
        {
            Add(incident);
        }
    }

    /// <summary>Adds an incident that was opened since: in a storm thousands of alerts are looked at one by one, and
    /// reading every alert of every incident for each of them would take minutes.</summary>
    public void Add(TrackedIncident incident)
    {
        foreach (var tracked in _alerts.Of(incident.Id))
        {
            if (tracked is { IsHarm: true, Join: not AlertJoin.Linked }
                && _graph.TryIndex(tracked.Alert.Entity, out var node))
            {
                At(node).Add(new Attractor(incident, tracked.Alert));
            }
        }

        if (!incident.Root.IsNone && _graph.TryIndex(incident.Root, out var root))
        {
            At(root).Add(new Attractor(incident, null));
        }
    }

    /// <summary>The incident an alerting entity is linked to: the closest, then by onset; of equals as
    /// <see cref="EqualClaims"/> chooses. Else null.</summary>
    public TrackedIncident? Find(Symptom symptom)
    {
        if (_attractors.Count == 0 || !_graph.TryIndex(symptom.Entity, out var node))
        {
            return null;
        }

        var equals = new List<TrackedIncident>();
        var reliedOn = Beneath(node);
        var nearest = (Distance: int.MaxValue, Apart: TimeSpan.MaxValue);
        foreach (var (near, distance) in Near(node))
        {
            foreach (var attractor in _attractors.GetValueOrDefault(near) ?? [])
            {
                var (incident, onset, raised, ended) = attractor.Now;
                if (ended <= symptom.Onset && !reliedOn.Contains(near))
                {
                    // What begins after an effect ended did not cause it, nor had both a cause that lasts.
                    continue;
                }

                var begun = (onset - symptom.Onset).Duration();
                var noticed = (raised - symptom.RaisedAt).Duration();
                var apart = begun < noticed ? begun : noticed;
                var order = (distance, apart).CompareTo(nearest);
                if (apart > _window || order > 0)
                {
                    continue;
                }

                if (order < 0)
                {
                    equals.Clear();
                }

                equals.Add(incident);
                nearest = (distance, apart);
            }
        }

        return EqualClaims.Choose(equals, _alerts);
    }

    private List<Attractor> At(int node)
    {
        if (!_attractors.TryGetValue(node, out var list))
        {
            _attractors.Add(node, list = []);
        }

        return list;
    }

    /// <summary>Nodes one link away (1), two links in one direction away (2), or sharing a direct dependency
    /// (3).</summary>
    private SortedDictionary<int, int> Near(int node)
    {
        var near = new SortedDictionary<int, int>();
        var on = Below(node);
        var by = Above(node);
        Add(near, on.Concat(by), 1);
        Add(near, on.SelectMany(Below), 2);
        Add(near, by.SelectMany(Above), 2);
        foreach (var shared in on)
        {
            if (_graph.LinksToDependents(shared).Length <= MaxSharers)
            {
                Add(near, Above(shared), 3);
            }
        }

        near.Remove(node);
        return near;
    }

    private HashSet<int> Beneath(int node)
    {
        var below = Below(node);
        return [.. below, .. below.SelectMany(Below)];
    }

    private List<int> Below(int node)
    {
        var found = new List<int>();
        foreach (var link in _graph.LinksToDependencies(node))
        {
            if (Carries(link))
            {
                found.Add(_graph.DependencyOf(link));
            }
        }

        return found;
    }

    private List<int> Above(int node)
    {
        var found = new List<int>();
        foreach (var link in _graph.LinksToDependents(node))
        {
            if (Carries(link))
            {
                found.Add(_graph.DependentOf(link));
            }
        }

        return found;
    }

    /// <summary>False for a link to one of several that can stand in for one another, as long as enough of them have no
    /// part in any incident: what others make up for relates nobody.</summary>
    private bool Carries(int link)
    {
        var group = _graph.GroupOf(link);
        if (group < 0)
        {
            return true;
        }

        var struck = 0;
        foreach (var member in _graph.MembersOf(group))
        {
            struck += _attractors.ContainsKey(_graph.DependencyOf(member)) ? 1 : 0;
        }

        return struck >= _graph.FailuresNeeded(group);
    }

    private static void Add(SortedDictionary<int, int> near, IEnumerable<int> nodes, int distance)
    {
        foreach (var node in nodes)
        {
            if (near.Count >= MaxNear)
            {
                return;
            }

            near.TryAdd(node, distance);
        }
    }

    /// <summary>An alert that attracts others into its incident; without one, the cause of the incident, whose times
    /// follow what joins.</summary>
    private readonly record struct Attractor(TrackedIncident Incident, Alert? Alert)
    {
        public (TrackedIncident Incident, DateTimeOffset Onset, DateTimeOffset RaisedAt, DateTimeOffset? EndedAt) Now =>
            Alert is { } alert
                ? (Incident, alert.StartsAt, alert.RaisedAt, alert.EndsAt)
                : (Incident, Incident.CurrentOnset, Incident.CurrentOnset, Incident.Record.MitigatedAt);
    }
}
