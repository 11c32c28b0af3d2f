using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// The alerts of a twin by fingerprint, with the indexes correlation needs: by entity, by incident, and those that
/// belong to no incident yet. Everything enumerated comes by onset, then fingerprint. Bounded: see <see cref="Trim"/>.
/// </summary>
internal sealed class AlertLedger
{
    private static readonly Comparer<TrackedAlert> ByOnset = Comparer<TrackedAlert>.Create((left, right) =>
    {
        var byTime = left.Alert.StartsAt.CompareTo(right.Alert.StartsAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.Alert.Fingerprint, right.Alert.Fingerprint);
    });

    private readonly Dictionary<string, TrackedAlert> _alerts;
    private readonly Dictionary<EntityId, List<TrackedAlert>> _byEntity = [];
    private readonly Dictionary<string, HashSet<TrackedAlert>> _byIncident = new(StringComparer.Ordinal);
    private readonly HashSet<TrackedAlert> _unassigned = [];

    // What is asked of an incident again and again within a step, until one of its alerts changes.
    private readonly Dictionary<string, Listing> _listings = new(StringComparer.Ordinal);

    public AlertLedger(Dictionary<string, TrackedAlert> alerts)
    {
        _alerts = alerts;
        foreach (var tracked in alerts.Values.Order(ByOnset))
        {
            Index(tracked);
        }
    }

    /// <summary>How many alerts are kept.</summary>
    public int Count => _alerts.Count;

    /// <summary>How many fire and claim harm; counted on demand.</summary>
    public int ActiveCount => _alerts.Values.Count(tracked => tracked.IsActive);

    /// <summary>Takes a record.</summary>
    /// <returns>The tracked alert when the record changed anything, else null: repeats and older records are
    /// no-ops.</returns>
    public TrackedAlert? Receive(Alert alert)
    {
        if (!_alerts.TryGetValue(alert.Fingerprint, out var tracked))
        {
            tracked = new TrackedAlert(alert);
            _alerts.Add(alert.Fingerprint, tracked);
            Index(tracked);
            return tracked;
        }

        if (AlertReading.ComparePrecedence(alert, tracked.Alert) <= 0)
        {
            return null;
        }

        var isFiringAgain = alert.Status == AlertStatus.Firing && tracked.Alert.Status != AlertStatus.Firing;
        tracked.Flaps += isFiringAgain ? 1 : 0;
        tracked.Alert = alert;
        tracked.IsPassed = false;
        Unlist(tracked.Incident);
        return tracked;
    }

    /// <summary>Active alerts in no incident.</summary>
    public List<TrackedAlert> Pending() => Sorted(_unassigned.Where(tracked => tracked.IsActive));

    /// <summary>Every alert of an incident, ended ones included; not to be changed.</summary>
    public List<TrackedAlert> Of(string incident) => ListingOf(incident).All;

    /// <summary>Alerts of an incident that claim harm: without those that only say that work moved; not to be
    /// changed.</summary>
    public List<TrackedAlert> HarmOf(string incident) => ListingOf(incident).Harm;

    /// <summary>Entities of which an alert of an incident fires and claims harm; not to be changed.</summary>
    public HashSet<EntityId> StruckOf(string incident) => ListingOf(incident).Struck;

    /// <summary>Alerts of an incident that hold it open as long as they fire: those of harm, but not of somewhat more
    /// or less work, which may stay so.</summary>
    public List<TrackedAlert> HoldersOf(string incident) =>
        HarmOf(incident).FindAll(tracked => !AlertReading.IsMildWork(tracked.Alert));

    /// <summary>True while one of them fires: what is asked of every incident in every step, and answered by the first
    /// that does.</summary>
    public bool IsHeldOpen(string incident) => HarmOf(incident).Exists(tracked => tracked.IsHolding);

    /// <summary>Alerts of an entity.</summary>
    public IReadOnlyList<TrackedAlert> On(EntityId entity) =>
        _byEntity.TryGetValue(entity, out var alerts) ? alerts : [];

    /// <summary>True when a harmful alert of the entity fires, or ended no earlier than
    /// <paramref name="since"/>.</summary>
    public bool WasHarmed(EntityId entity, DateTimeOffset since) => _byEntity.TryGetValue(entity, out var alerts)
        && alerts.Exists(tracked => (tracked.Alert.Status == AlertStatus.Firing || tracked.Alert.EndsAt >= since)
            && AlertReading.IsHarmful(tracked.Alert));

    /// <summary>Entities with an alert that fires and claims harm, by kind, in no order.</summary>
    public ILookup<EntityKind, EntityId> ActiveByKind() => _byEntity
        .Where(pair => pair.Value.Exists(tracked => tracked.IsActive))
        .ToLookup(pair => pair.Key.Kind, pair => pair.Key);

    /// <summary>Puts an alert into an incident, or takes it out with null.</summary>
    public void Assign(TrackedAlert tracked, string? incident, AlertJoin join)
    {
        Drop(tracked);
        tracked.Incident = incident;
        tracked.Join = join;
        Place(tracked);
    }

    /// <summary>
    /// Forgets ended alerts that no longer matter, then the oldest ones beyond the limit: ended ones first, so that
    /// a storm of new alerts never pushes out what still fires while anything else can go.
    /// </summary>
    /// <param name="limit">Most alerts kept.</param>
    /// <param name="isForgettable">Whether an ended alert may go although there is room.</param>
    /// <returns>How many alerts were forgotten although they may have mattered.</returns>
    public int Trim(int limit, Func<TrackedAlert, bool> isForgettable)
    {
        foreach (var tracked in _alerts.Values.Where(tracked => !tracked.IsActive && isForgettable(tracked)).ToList())
        {
            Forget(tracked);
        }

        var surplus = _alerts.Count - limit;
        if (surplus <= 0)
        {
            return 0;
        }

        foreach (var tracked in _alerts.Values.OrderBy(tracked => tracked.IsActive).ThenBy(tracked => tracked, ByOnset)
            .Take(surplus).ToList())
        {
            Forget(tracked);
        }

        return surplus;
    }

    private static List<TrackedAlert> Sorted(IEnumerable<TrackedAlert> alerts)
    {
        var list = alerts.ToList();
        list.Sort(ByOnset);
        return list;
    }

    private Listing ListingOf(string incident)
    {
        if (!_byIncident.TryGetValue(incident, out var members))
        {
            return Listing.Of([]);
        }

        if (!_listings.TryGetValue(incident, out var listing))
        {
            _listings.Add(incident, listing = Listing.Of(Sorted(members)));
        }

        return listing;
    }

    private void Unlist(string? incident)
    {
        if (incident is not null)
        {
            _listings.Remove(incident);
        }
    }

    private void Index(TrackedAlert tracked)
    {
        if (!_byEntity.TryGetValue(tracked.Alert.Entity, out var alerts))
        {
            _byEntity.Add(tracked.Alert.Entity, alerts = []);
        }

        alerts.Add(tracked);
        Place(tracked);
    }

    private void Place(TrackedAlert tracked)
    {
        if (tracked.Incident is null)
        {
            _unassigned.Add(tracked);
            return;
        }

        Unlist(tracked.Incident);
        if (!_byIncident.TryGetValue(tracked.Incident, out var members))
        {
            _byIncident.Add(tracked.Incident, members = []);
        }

        members.Add(tracked);
    }

    private void Drop(TrackedAlert tracked)
    {
        _unassigned.Remove(tracked);
        Unlist(tracked.Incident);
        if (tracked.Incident is not null && _byIncident.TryGetValue(tracked.Incident, out var members))
        {
            members.Remove(tracked);
            if (members.Count == 0)
            {
                _byIncident.Remove(tracked.Incident);
            }
        }
    }

    private void Forget(TrackedAlert tracked)
    {
        Drop(tracked);
        _alerts.Remove(tracked.Alert.Fingerprint);
        var alerts = _byEntity[tracked.Alert.Entity];
        alerts.Remove(tracked);
        if (alerts.Count == 0)
        {
            _byEntity.Remove(tracked.Alert.Entity);
        }
    }

    private sealed record Listing(List<TrackedAlert> All, List<TrackedAlert> Harm, HashSet<EntityId> Struck)
    {
        public static Listing Of(List<TrackedAlert> all)
        {
            var harm = all.FindAll(tracked => tracked.IsHarm);
            return new Listing(
                all, harm, [.. harm.Where(tracked => tracked.IsActive).Select(tracked => tracked.Alert.Entity)]);
        }
    }
}
