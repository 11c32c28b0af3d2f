using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>
/// Troubles in which the level is the question: is it the service, the store, the host below, the rack, its switch, its
/// feed, the zone? (Diagnosis reference, sections 5 and 7.) Everything has innocents beside it on the same ground.
/// </summary>
internal static class PlaceKinds
{
    public static ImmutableArray<CauseKind> All { get; } =
    [
        new("host-saturated", HostSaturated),
        new("noisy-neighbour", NoisyNeighbour),
        new("host-down", draft => draft.Strike("host-down", draft.Pick(Hosts(draft)))),
        new("rack-power", draft => draft.Strike("power-loss", Place(draft, EntityKind.Rack))),
        new("switch-down", draft => draft.Strike("switch-down", draft.Pick(draft.Estate.Of(EntityKind.Switch)))),
        new("zone-power", draft => draft.Strike("power-loss", Place(draft, EntityKind.Zone))),
        new("feed-lost", draft => draft.Strike("power-loss", Place(draft, EntityKind.External))),
        new("slow-service", draft => draft.Strike(
            "latency-add", Neighboured(draft), ("milliseconds", draft.Between(40, 300)))),
        new("failing-service", draft => draft.Strike(
            "error-add", Neighboured(draft), ("ratio", draft.Between(0.05, 0.4)))),
        new("slow-store", draft => draft.Strike(
            "slow-query", draft.Pick(draft.Estate.Busy(EntityKind.Datastore)), ("factor", draft.Between(5, 12)))),
    ];

    /// <summary>Something else than the estate's work burns two to four times the cores of a host on which at least two
    /// things work that have nothing to do with each other.</summary>
    private static void HostSaturated(CauseDraft draft)
    {
        var host = draft.Pick(Hosts(draft));
        draft.Strike("cpu-hog", host, ("cores", draft.Estate.Cores(host) * draft.Between(2, 4)));
    }

    /// <summary>One of the things on a host burns the cores of all.</summary>
    private static void NoisyNeighbour(CauseDraft draft)
    {
        var estate = draft.Estate;
        var host = draft.Pick(Hosts(draft).Where(host => Alone(estate, host).Any()));
        draft.Strike(
            "cpu-hog", draft.Pick(Alone(estate, host)), ("cores", estate.Cores(host) * draft.Between(2, 4)));
    }

    private static IEnumerable<EntityId> Alone(CauseEstate estate, EntityId host) =>
        estate.On(host).Where(one => estate.Homes[one].Length == 1);

    private static List<EntityId> Hosts(CauseDraft draft)
    {
        var shared = draft.Estate.Of(EntityKind.Host).Where(host => draft.Estate.Unrelated(host) >= 2).ToList();
        return shared.Count > 0 ? shared : [.. draft.Estate.Of(EntityKind.Host)
            .OrderByDescending(draft.Estate.Unrelated).ThenBy(host => host).Take(1)];
    }

    private static EntityId Place(CauseDraft draft, EntityKind kind) => draft.Pick(draft.Estate.Of(kind));

    /// <summary>A busy service that shares its host with others.</summary>
    private static EntityId Neighboured(CauseDraft draft) => draft.Pick(draft.Estate.Busy(EntityKind.Service)
        .Where(one => draft.Estate.Homes[one].Any(host => draft.Estate.On(host).Count() > 1)));
}
