using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Holes in the map. What lacks a link that most of its kind have, or relies on nothing at all, cannot be related by
/// links to what it hangs on, and takes what stands on it along. It goes to the incident of whose members of a kind
/// at least five make the same claim, begun at the same time as its own; of several, to the one whose onset is
/// closest. How far apart is the same time these members say themselves: as far as theirs lie from one another.
/// </summary>
public sealed partial class TwinBrain
{
    private const int LeastAlike = 5;

    // Clocks that are kept by the network differ by less.
    private static readonly TimeSpan SameInstant = TimeSpan.FromSeconds(5);

    private MapHoles? _holes;

    private List<(EntityId Entity, List<TrackedAlert> Alerts)> JoinAlike(
        List<(EntityId Entity, List<TrackedAlert> Alerts)> groups, DateTimeOffset now)
    {
        var unplaced = groups.FindAll(group => IsUnplaced(group.Entity));
        if (unplaced.Count == 0)
        {
            return groups;
        }

        var claims = Claims();
        var decided = unplaced.Select(group => (Group: group, Home: AlikeTo(group.Alerts, claims, null)))
            .Where(pair => pair.Home is not null).ToList();
        foreach (var (group, home) in decided)
        {
            group.Alerts.ForEach(tracked => Enter(home!, tracked, AlertJoin.Linked, now));
        }

        var joined = decided.Select(pair => pair.Group.Entity).ToHashSet();
        return groups.FindAll(group => !joined.Contains(group.Entity));
    }

    /// <summary>The same for what opened an incident of its own: before enough others made the same claim, or with what
    /// stands on it.</summary>
    private void MergeAlike(DateTimeOffset now)
    {
        var open = _book.Live.Where(incident => incident.Record.State != IncidentState.Mitigated
            && now - incident.Record.OpenedAt <= _settings.Correlation.LinkWindow && IsOfHole(incident)).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var claims = Claims();
        foreach (var incident in open)
        {
            var alerts = _alerts.HarmOf(incident.Id);
            if (AlikeTo(alerts, claims, incident) is { IsLive: true } home && !AreApart(home, incident)
                && home.Members.Count > incident.Members.Count)
            {
                TakeAlike(home, incident, alerts, now);
            }
        }
    }

    private void TakeAlike(
        TrackedIncident home, TrackedIncident incident, List<TrackedAlert> alerts, DateTimeOffset now)
    {
        var root = home.Root;
        var (older, younger) = incident.Record.OpenedAt < home.Record.OpenedAt ? (incident, home) : (home, incident);
        if (older == incident)
        {
            older.Expected.Clear();
            older.Expected.AddRange(home.Expected);
        }

        _book.Merge(older, younger, now);
        older.Root = root;
        alerts.ForEach(tracked => _alerts.Assign(tracked, older.Id, AlertJoin.Linked));
    }

    /// <summary>True when an incident is about what hangs on something unknown: its one member, or a cause that says
    /// nothing itself.</summary>
    private bool IsOfHole(TrackedIncident incident) => incident.Members.Count == 1
        ? IsUnplaced(incident.Members.First())
        : IsSilentHole(incident.Root);

    private bool IsSilentHole(EntityId entity) =>
        IsUnplaced(entity) && _alerts.On(entity).All(tracked => !tracked.IsActive);

    /// <summary>True when a cause within an incident is a hole in the map: what it explains claims what the rest of
    /// the incident claims, since the same time.</summary>
    private bool IsAlike(TrackedIncident incident, Cause cause)
    {
        if (!IsSilentHole(cause.Root))
        {
            return false;
        }

        var own = cause.Explained.ToHashSet();
        var (ours, rest) = (new List<TrackedAlert>(), new List<TrackedAlert>());
        _alerts.HarmOf(incident.Id).ForEach(tracked => (own.Contains(tracked.Alert.Entity) ? ours : rest).Add(tracked));
        return AlikeTo(ours, Claims([(incident, rest)]), null) is not null;
    }

    private bool IsUnplaced(EntityId entity)
    {
        if (_graph is null || !_graph.TryIndex(entity, out var node))
        {
            return false;
        }

        return (_holes ??= new MapHoles(_graph)).At(node) || (_graph.LinksToDependencies(node).IsEmpty
            && entity.Kind is EntityKind.Instance or EntityKind.Service);
    }

    private ILookup<(EntityKind Kind, string Name), Claim> Claims() => Claims(
        _book.Live.Where(incident => incident.Record.State != IncidentState.Mitigated).Select(incident =>
            (incident, _alerts.HarmOf(incident.Id).FindAll(tracked => tracked.Join != AlertJoin.Linked))));

    private ILookup<(EntityKind Kind, string Name), Claim> Claims(
        IEnumerable<(TrackedIncident Incident, List<TrackedAlert> Alerts)> incidents) => incidents
        .SelectMany(pair => pair.Alerts
            .GroupBy(tracked => (tracked.Alert.Entity.Kind, tracked.Alert.Name))
            .Where(claim => claim.Count() >= LeastAlike)
            .Select(claim => (claim.Key, Claim: ClaimOf(pair.Incident, [.. claim]))))
        .ToLookup(pair => pair.Key, pair => pair.Claim);

    private Claim ClaimOf(TrackedIncident incident, List<TrackedAlert> alerts)
    {
        const double deviations = 3;
        var onset = Middle(alerts);
        var away = alerts.Select(tracked => (tracked.Alert.StartsAt - onset).TotalSeconds).ToArray();
        var spread = TimeSpan.FromSeconds(deviations * RobustStatistics.Spread(away, 0));
        var slack = _settings.Diagnosis.OnsetSlack;
        return new Claim(incident, onset, spread < SameInstant ? SameInstant : spread < slack ? spread : slack);
    }

    /// <summary>The incident in which others claim what most of these alerts claim, since the same time; not the one
    /// they are in.</summary>
    private static TrackedIncident? AlikeTo(
        List<TrackedAlert> alerts,
        ILookup<(EntityKind Kind, string Name), Claim> claims,
        TrackedIncident? from)
    {
        var votes = alerts.GroupBy(tracked => (tracked.Alert.Entity.Kind, tracked.Alert.Name)).SelectMany(
            group => claims[group.Key].Where(claim => claim.Incident != from).Select(
                claim => (claim.Incident, Apart: (claim.Onset - Middle(group)).Duration(), claim.Within,
                    Count: group.Count())))
            .Where(vote => vote.Apart <= vote.Within)
            .GroupBy(vote => vote.Incident).Where(home => home.Sum(vote => vote.Count) * 2 > alerts.Count);
        return votes.OrderBy(home => home.Min(vote => vote.Apart)).ThenBy(home => home.Key.Record.OpenedAt)
            .ThenBy(home => home.Key.Id, StringComparer.Ordinal).FirstOrDefault()?.Key;
    }

    private static DateTimeOffset Middle(IEnumerable<TrackedAlert> alerts)
    {
        var onsets = alerts.Select(tracked => tracked.Alert.StartsAt).Order().ToList();
        return onsets[onsets.Count / 2];
    }

    /// <summary>What enough members of an incident claim.</summary>
    /// <param name="Incident">The incident.</param>
    /// <param name="Onset">Since when: the middle one.</param>
    /// <param name="Within">What lies at most so far apart began at the same time.</param>
    private sealed record Claim(TrackedIncident Incident, DateTimeOffset Onset, TimeSpan Within);
}
