using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Which kinds of entities somebody watches as a whole, told from who alerts: where the twin gets alerts and no
/// telemetry, one of such a kind that keeps quiet is well. Either a quarter of the kind alerts: too many to be the few
/// that somebody chose to watch. Or, wherever one of them alerts, nearly all do that stand beside it, in several
/// places: whoever watches whole places watches them all. O(entities + alerting ones + what stands beside these).
/// </summary>
internal static class WatchedKinds
{
    // Fewer may be a choice.
    private const int Least = 20;
    private const int Share = 4;
    private const int LeastPlaces = 2;
    private const double NearlyAll = 0.8;

    /// <summary>The kinds.</summary>
    /// <param name="graph">The estate.</param>
    /// <param name="alerting">Entities that alert at this instant and claim harm, by kind; in any order.</param>
    public static HashSet<EntityKind> Of(TopologyGraph graph, ILookup<EntityKind, EntityId> alerting)
    {
        var many = alerting.Where(kind => kind.Count() >= Least).ToList();
        if (many.Count == 0)
        {
            return [];
        }

        var all = graph.Entities.CountBy(entity => entity.Id.Kind).ToDictionary(pair => pair.Key, pair => pair.Value);
        return
        [
            .. many.Where(kind => all.GetValueOrDefault(kind.Key) is > 0 and var count
                && (kind.Count() * Share >= count || AreWatchedByPlaces(graph, kind))).Select(kind => kind.Key),
        ];
    }

    private static bool AreWatchedByPlaces(TopologyGraph graph, IGrouping<EntityKind, EntityId> alerting)
    {
        var places = new Dictionary<int, int>();
        foreach (var entity in alerting)
        {
            if (graph.TryIndex(entity, out var node) && SmallestPlaceOf(graph, node) is >= 0 and var place)
            {
                places[place] = places.GetValueOrDefault(place) + 1;
            }
        }

        // A place with one of them says nothing of what is beside it.
        var shared = places.Select(pair => (Struck: pair.Value, All: BesideIn(graph, pair.Key, alerting.Key)))
            .Where(place => place.All > 1).ToList();
        var struck = shared.Sum(place => place.Struck);
        return shared.Count >= LeastPlaces && struck >= Least
            && struck >= NearlyAll * shared.Sum(place => place.All);
    }

    /// <summary>The place with the fewest on it, on which a node stands; negative when it stands on none.</summary>
    private static int SmallestPlaceOf(TopologyGraph graph, int node)
    {
        var (best, fewest) = (-1, int.MaxValue);
        foreach (var link in graph.LinksToDependencies(node))
        {
            var place = graph.DependencyOf(link);
            var size = graph.LinksToDependents(place).Length;
            if (PlaceLinks.Holds(graph.Dependencies[link].Kind) && size < fewest)
            {
                (best, fewest) = (place, size);
            }
        }

        return best;
    }

    private static int BesideIn(TopologyGraph graph, int place, EntityKind kind)
    {
        var count = 0;
        foreach (var link in graph.LinksToDependents(place))
        {
            count += PlaceLinks.Holds(graph.Dependencies[link].Kind)
                && graph.IdOf(graph.DependentOf(link)).Kind == kind ? 1 : 0;
        }

        return count;
    }
}
