using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>The part of an estate that a case knows, made ready: who works, who calls whom, and on what they stand.
/// Everything in order of entity.</summary>
internal sealed class ObservedEstate
{
    private static readonly DependencyKind[] Grounds =
        [DependencyKind.RunsOn, DependencyKind.InRack, DependencyKind.PoweredBy, DependencyKind.ConnectsThrough];

    private static readonly EntityKind[] PlaceKinds =
        [EntityKind.Instance, EntityKind.Host, EntityKind.Rack, EntityKind.Switch, EntityKind.Zone];

    private ObservedEstate(
        CounterfactualCase source, ProofWindow window, SortedDictionary<EntityId, ObservedEntity> entities)
    {
        Source = source;
        Window = window;
        Entities = entities;
        Working = [.. entities.Values.Where(IsWorking)];
        Places = PlacesUnder(source, [.. Working.Select(one => one.Entity)], entities.Keys);
    }

    public CounterfactualCase Source { get; }

    public ProofWindow Window { get; }

    /// <summary>Whoever said something or has an alert, by id.</summary>
    public SortedDictionary<EntityId, ObservedEntity> Entities { get; }

    /// <summary>Those that work: they tell of requests, or could and are silent.</summary>
    public ObservedEntity[] Working { get; }

    /// <summary>Hosts, racks, switches and the like: those that said something, those suspected, and what is below
    /// these and below those that work.</summary>
    public SortedSet<EntityId> Places { get; }

    /// <summary>Reads a case.</summary>
    public static ObservedEstate Of(CounterfactualCase source, ProofWindow window)
    {
        var alerts = source.Alerts.ToLookup(alert => alert.Entity);
        var entities = new SortedDictionary<EntityId, ObservedEntity>();
        foreach (var evidence in source.Evidence)
        {
            if (source.Graph.TryIndex(evidence.Entity, out _))
            {
                entities[evidence.Entity] = ObservedEntity.Of(evidence, alerts[evidence.Entity], window);
            }
        }

        foreach (var group in alerts)
        {
            if (!entities.ContainsKey(group.Key) && source.Graph.TryIndex(group.Key, out _))
            {
                entities[group.Key] = ObservedEntity.Mute(group.Key, group, window);
            }
        }

        return new ObservedEstate(source, window, entities);
    }

    /// <summary>True for an entity that other things stand on and that answers no requests itself.</summary>
    public bool IsPlace(EntityId entity) => Places.Contains(entity);

    private static bool IsWorking(ObservedEntity one) => one.TellsOfRequests
        || (one.IsSilent && one.Entity.Kind is EntityKind.Service or EntityKind.Datastore or EntityKind.External);

    private static SortedSet<EntityId> PlacesUnder(
        CounterfactualCase source, HashSet<EntityId> works, IEnumerable<EntityId> known)
    {
        var places = new SortedSet<EntityId>();
        var next = new Stack<EntityId>(works);
        foreach (var entity in known.Concat(source.Suspects.Select(one => one.Entity)))
        {
            if (!works.Contains(entity) && source.Graph.TryIndex(entity, out var node)
                && (PlaceKinds.Contains(entity.Kind) || HasGuests(source.Graph, node)) && places.Add(entity))
            {
                next.Push(entity);
            }
        }

        while (next.Count > 0)
        {
            source.Graph.TryIndex(next.Pop(), out var node);
            foreach (var link in source.Graph.LinksToDependencies(node))
            {
                var on = source.Graph.Dependencies[link].On;
                if (Grounds.Contains(source.Graph.Dependencies[link].Kind) && !works.Contains(on) && places.Add(on))
                {
                    next.Push(on);
                }
            }
        }

        return places;
    }

    private static bool HasGuests(TopologyGraph graph, int node)
    {
        foreach (var link in graph.LinksToDependents(node))
        {
            if (Grounds.Contains(graph.Dependencies[link].Kind))
            {
                return true;
            }
        }

        return false;
    }
}
