using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Twins;

/// <summary>
/// Holes in the map. An instance or a service that, on the map, runs on nothing and calls nobody can be related to
/// nothing by links. It goes to the incident of whose members of its kind at least five make the same claim, begun at
/// the same time as its own; of several, to the one whose onset is closest.
/// </summary>
public sealed partial class TwinBrain
{
    private const int LeastAlike = 5;

    private List<(EntityId Entity, List<TrackedAlert> Alerts)> JoinAlike(
        List<(EntityId Entity, List<TrackedAlert> Alerts)> groups, DateTimeOffset now)
    {
        var unplaced = groups.FindAll(group => IsUnplaced(group.Entity));
        if (unplaced.Count == 0)
        {
            return groups;
        }

        var claims = Claims();
        var decided = unplaced.Select(group => (Group: group, Home: AlikeTo(group.Alerts, claims)))
            .Where(pair => pair.Home is not null).ToList();
        foreach (var (group, home) in decided)
        {
            group.Alerts.ForEach(tracked => Enter(home!, tracked, AlertJoin.Linked, now));
        }

        var joined = decided.Select(pair => pair.Group.Entity).ToHashSet();
        return groups.FindAll(group => !joined.Contains(group.Entity));
    }

    /// <summary>The same for what opened an incident of its own before enough others made the same claim.</summary>
    private void MergeAlike(DateTimeOffset now)
    {
        var lonely = _book.Live.Where(incident => incident.Members.Count == 1
            && incident.Record.State != IncidentState.Mitigated
            && now - incident.Record.OpenedAt <= _settings.Correlation.LinkWindow
            && IsUnplaced(incident.Members.First())).ToList();
        if (lonely.Count == 0)
        {
            return;
        }

        var claims = Claims();
        foreach (var incident in lonely)
        {
            if (AlikeTo(_alerts.HarmOf(incident.Id), claims) is { IsLive: true } home && home != incident
                && !AreApart(home, incident))
            {
                var root = home.Root;
                var (older, younger) = incident.Record.OpenedAt < home.Record.OpenedAt
                    ? (incident, home)
                    : (home, incident);
                if (older == incident)
                {
                    older.Expected.Clear();
                    older.Expected.AddRange(home.Expected);
                }

                _book.Merge(older, younger, now);
                older.Root = root;
            }
        }
    }

    private bool IsUnplaced(EntityId entity) => entity.Kind is EntityKind.Instance or EntityKind.Service
        && _graph is not null && _graph.TryIndex(entity, out var node) && _graph.LinksToDependencies(node).IsEmpty;

    private ILookup<(EntityKind Kind, string Name), (TrackedIncident Incident, DateTimeOffset Onset)> Claims() =>
        _book.Live.Where(incident => incident.Record.State != IncidentState.Mitigated)
            .SelectMany(incident => _alerts.HarmOf(incident.Id).Where(tracked => tracked.Join != AlertJoin.Linked)
                .GroupBy(tracked => (tracked.Alert.Entity.Kind, tracked.Alert.Name))
                .Where(claim => claim.Count() >= LeastAlike)
                .Select(claim => (claim.Key, Incident: incident, Onset: Middle(claim))))
            .ToLookup(claim => claim.Key, claim => (claim.Incident, claim.Onset));

    private TrackedIncident? AlikeTo(
        List<TrackedAlert> alerts,
        ILookup<(EntityKind Kind, string Name), (TrackedIncident Incident, DateTimeOffset Onset)> claims) => alerts
        .SelectMany(tracked => claims[(tracked.Alert.Entity.Kind, tracked.Alert.Name)].Select(
            claim => (claim.Incident, Apart: (claim.Onset - tracked.Alert.StartsAt).Duration())))
        .Where(pair => pair.Apart <= _settings.Diagnosis.OnsetSlack).OrderBy(pair => pair.Apart)
        .Select(pair => pair.Incident).FirstOrDefault();

    private static DateTimeOffset Middle(IEnumerable<TrackedAlert> alerts)
    {
        var onsets = alerts.Select(tracked => tracked.Alert.StartsAt).Order().ToList();
        return onsets[onsets.Count / 2];
    }
}
