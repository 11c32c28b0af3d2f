using System.Collections.Immutable;
using AiopsTwin.Contracts.Runs;
using AiopsTwin.Contracts.Views;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Where a feed stands.</summary>
public enum FeedStage
{
    /// <summary>Nothing has arrived yet.</summary>
    Loading,

    /// <summary>The picture follows the twin.</summary>
    Live,

    /// <summary>There is no such twin or run (yet).</summary>
    Missing,

    /// <summary>The connection to the twin was lost: the picture is the last one known.</summary>
    Lost,
}

/// <summary>Everything known of a view at a moment. Immutable: readers keep one while the feed goes on.</summary>
public sealed record ViewPicture
{
    private ViewPicture(string view, FeedStage stage) => (View, Stage) = (view, stage);

    /// <summary>The view's key.</summary>
    public string View { get; }

    /// <summary>Where the feed stands.</summary>
    public FeedStage Stage { get; init; }

    /// <summary>What went wrong, for people; empty otherwise.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Version of the view.</summary>
    public long Version { get; private init; }

    /// <summary>The twin's clock; null before the first sample.</summary>
    public DateTimeOffset? Now { get; private init; }

    /// <summary>Wall time at which the newest news arrived.</summary>
    public DateTimeOffset? ReceivedAt { get; private init; }

    /// <summary>Version of the graph the newest news belongs to; <see cref="Topology"/> may lag by a fetch.</summary>
    public long TopologyVersion { get; private init; }

    /// <summary>The graph.</summary>
    public TopologySnapshot Topology { get; init; } = TopologySnapshot.Empty;

    /// <summary>Every entity's numbers.</summary>
    public ImmutableDictionary<EntityId, EntityVitals> Vitals { get; private init; } =
        ImmutableDictionary<EntityId, EntityVitals>.Empty;

    /// <summary>Incidents, newest first.</summary>
    public ImmutableArray<IncidentLine> Incidents { get; private init; } = [];

    /// <summary>Alerts firing.</summary>
    public int FiringAlerts { get; private init; }

    /// <summary>Alerts raised so far.</summary>
    public long AlertsSeen { get; private init; }

    /// <summary>Incidents opened so far.</summary>
    public long IncidentsSeen { get; private init; }

    /// <summary>The run's status; null for a twin that no run feeds.</summary>
    public RunStatus? Run { get; private init; }

    /// <summary>Incidents not closed, newest first.</summary>
    public IEnumerable<IncidentLine> OpenIncidents => Incidents.Where(line => line.State != IncidentState.Closed);

    /// <summary>Those of them that nobody silenced.</summary>
    public IEnumerable<IncidentLine> LoudIncidents => OpenIncidents.Where(line => !line.IsSilenced);

    /// <summary>Nothing known yet.</summary>
    public static ViewPicture Loading(string view) => new(view, FeedStage.Loading);

    /// <summary>There is no such twin or run.</summary>
    public static ViewPicture Missing(string view) => new(view, FeedStage.Missing);

    /// <summary>A picture from a whole snapshot.</summary>
    public static ViewPicture Of(
        string view, ViewSnapshot snapshot, TopologySnapshot topology, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new ViewPicture(view, FeedStage.Live)
        {
            Version = snapshot.Version,
            Now = snapshot.Now,
            ReceivedAt = receivedAt,
            TopologyVersion = snapshot.TopologyVersion,
            Topology = topology,
            Vitals = snapshot.Vitals.ToImmutableDictionary(vitals => vitals.Entity),
            Incidents = NewestFirst(snapshot.Incidents),
            FiringAlerts = snapshot.FiringAlerts,
            AlertsSeen = snapshot.AlertsSeen,
            IncidentsSeen = snapshot.IncidentsSeen,
            Run = snapshot.Run,
        };
    }

    /// <summary>The picture after a change. A change that is not newer leaves it as it is.</summary>
    public ViewPicture With(ViewDelta delta, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(delta);
        if (delta.Version <= Version && !delta.IsReset)
        {
            return this with { ReceivedAt = receivedAt, Stage = FeedStage.Live, Problem = "" };
        }

        var known = delta.IsReset ? ImmutableDictionary<EntityId, EntityVitals>.Empty : Vitals;
        var lines = delta.IsReset ? [] : Incidents;
        return this with
        {
            Stage = FeedStage.Live,
            Problem = "",
            Version = delta.Version,
            Now = delta.IsReset ? delta.Now : delta.Now ?? Now,
            ReceivedAt = receivedAt,
            TopologyVersion = delta.TopologyVersion,
            Vitals = known.SetItems(delta.Vitals.Select(vitals => KeyValuePair.Create(vitals.Entity, vitals))),
            Incidents = delta.Incidents.IsDefaultOrEmpty ? lines : Merge(lines, delta.Incidents),
            FiringAlerts = delta.FiringAlerts,
            AlertsSeen = delta.AlertsSeen,
            IncidentsSeen = delta.IncidentsSeen,
            Run = delta.Run ?? Run,
        };
    }

    /// <summary>An entity's health; unknown when it never reported.</summary>
    public EntityHealth HealthOf(EntityId entity) =>
        Vitals.TryGetValue(entity, out var vitals) ? vitals.Health : EntityHealth.Unknown;

    /// <summary>True for a rack or zone that never reported: it holds things and says nothing itself.</summary>
    public bool IsSilentPlace(EntityId entity) =>
        entity.Kind is EntityKind.Rack or EntityKind.Zone
        && (!Vitals.TryGetValue(entity, out var vitals)
            || vitals is { LastSeenAt: null, Health: EntityHealth.Unknown });

    /// <summary>How much a person should worry about an entity; silent places last of all.</summary>
    public int ConcernOf(EntityId entity) => IsSilentPlace(entity) ? -1 : HealthWords.Concern(HealthOf(entity));

    private static ImmutableArray<IncidentLine> Merge(
        ImmutableArray<IncidentLine> known, ImmutableArray<IncidentLine> changed)
    {
        var replaced = changed.Select(line => line.Id).ToHashSet(StringComparer.Ordinal);
        return NewestFirst(known.Where(line => !replaced.Contains(line.Id)).Concat(changed));
    }

    // Ids count upward ("INC-9" before "INC-10"), so the longer text is the newer one at equal instants.
    private static ImmutableArray<IncidentLine> NewestFirst(IEnumerable<IncidentLine> lines) =>
        [.. lines.OrderByDescending(line => line.OpenedAt)
            .ThenByDescending(line => line.Id.Length)
            .ThenByDescending(line => line.Id, StringComparer.Ordinal)];
}
