using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>The part of a topology that a scope asks for.</summary>
/// <param name="Topology">Its entities, and the links among them.</param>
/// <param name="Title">What is shown, in words; empty for the whole estate.</param>
/// <param name="Left">Entities that belong to it and are not shown, because no more can be read.</param>
/// <param name="LinksOut">Links that lead out of it.</param>
/// <param name="Problem">Why there is nothing to show; empty when there is.</param>
public sealed record ScopeCut(TopologySnapshot Topology, string Title, int Left, int LinksOut, string Problem)
{
    /// <summary>Cuts a topology.</summary>
    /// <param name="topology">The whole.</param>
    /// <param name="scope">What is asked for.</param>
    /// <param name="mode">Which graph: it says which links lead on.</param>
    public static ScopeCut Of(TopologySnapshot topology, MapScope scope, DiagramMode mode)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(scope);
        return scope switch
        {
            { IsWhole: true } => new ScopeCut(topology, "", 0, 0, ""),
            { Focus: { } focus } => Around(topology, focus, scope.Hops, mode),
            { From: { } from, To: { } to } => Between(topology, from, to),
            _ => Inside(topology, scope.Area!, mode),
        };
    }

    private static ScopeCut Inside(TopologySnapshot topology, string key, DiagramMode mode)
    {
        var area = AreaTree.Of(topology, mode).SelectMany(area => area.WithInner())
            .FirstOrDefault(area => area.Key == key);
        return area is null
            ? None($"There is no area {key} here.")
            : Cut(topology, [.. area.Everything()], area.Label, 0);
    }

    private static ScopeCut Around(TopologySnapshot topology, EntityId focus, int hops, DiagramMode mode)
    {
        var links = Neighbours(topology.Dependencies
            .Where(link => mode != DiagramMode.Calls || CallGraph.IsCall(link)));
        var known = topology.Entities.Any(entity => entity.Id == focus);
        if (!known || !links[focus].Any())
        {
            return None(!known
                ? $"{focus.Text} is not in this estate."
                : $"{focus.Name} calls nothing and is called by nothing: see Physical.");
        }

        var found = new HashSet<EntityId> { focus };
        var edge = new List<EntityId> { focus };
        for (var hop = 0; hop < hops && edge.Count > 0; hop++)
        {
            edge = [.. edge.SelectMany(entity => links[entity]).Where(found.Add).Order()];
        }

        // Nearest first: what is left out is furthest away.
        var shown = found.Take(DiagramLayout.MostRead).ToHashSet();
        if (mode != DiagramMode.Calls)
        {
            AddPlaces(topology, shown);
        }

        return Cut(topology, shown, $"{focus.Name} within {Units.Count(hops, "link")}", found.Count - shown.Count);
    }

    private static ScopeCut Between(TopologySnapshot topology, EntityId from, EntityId to)
    {
        var on = topology.Dependencies.ToLookup(link => link.Dependent, link => link.On);
        var by = topology.Dependencies.ToLookup(link => link.On, link => link.Dependent);
        var all = Neighbours(topology.Dependencies);
        var (way, word) = Ways(on, from, to) is { Count: > 0 } forth
            ? (forth, "relies on")
            : Ways(by, from, to) is { Count: > 0 } back
                ? (back, "is relied on by")
                : (Ways(all, from, to), "is linked, in no one direction, to");
        return way.Count == 0
            ? None($"No way of links leads from {from.Name} to {to.Name}.")
            : Cut(topology, way, $"{from.Name} {word} {to.Name}: every shortest way", 0);
    }

    // Everything on any shortest way: what is as far from the start as it must be for the end to be reached in time.
    private static HashSet<EntityId> Ways(ILookup<EntityId, EntityId> links, EntityId from, EntityId to)
    {
        var far = new Dictionary<EntityId, int> { [from] = 0 };
        var edge = new List<EntityId> { from };
        while (edge.Count > 0 && !far.ContainsKey(to))
        {
            edge =
            [
                .. edge.SelectMany(at => links[at].Select(next => (At: at, Next: next)))
                    .Where(step => far.TryAdd(step.Next, far[step.At] + 1))
                    .Select(step => step.Next),
            ];
        }

        var found = new HashSet<EntityId>();
        if (far.ContainsKey(to))
        {
            Walk(to);
        }

        return found;

        void Walk(EntityId end)
        {
            var before = far.SelectMany(one => links[one.Key].Where(far.ContainsKey)
                .Where(next => far[next] == one.Value + 1)
                .Select(next => (next, one.Key)))
                .ToLookup(step => step.next, step => step.Key);
            var open = new Stack<EntityId>([end]);
            while (open.TryPop(out var at))
            {
                if (found.Add(at))
                {
                    foreach (var previous in before[at])
                    {
                        open.Push(previous);
                    }
                }
            }
        }
    }

    private static ILookup<EntityId, EntityId> Neighbours(IEnumerable<Dependency> links) => links
        .SelectMany(link => new[] { (From: link.Dependent, To: link.On), (From: link.On, To: link.Dependent) })
        .ToLookup(link => link.From, link => link.To);

    // A host without its rack would stand nowhere.
    private static void AddPlaces(TopologySnapshot topology, HashSet<EntityId> shown)
    {
        var holds = topology.Dependencies
            .Where(link => link.Kind is DependencyKind.InRack or DependencyKind.RunsOn)
            .ToLookup(link => link.Dependent, link => link.On);
        var open = new Queue<EntityId>(shown);
        while (open.TryDequeue(out var entity))
        {
            foreach (var place in holds[entity].Where(shown.Add))
            {
                open.Enqueue(place);
            }
        }
    }

    private static ScopeCut Cut(TopologySnapshot topology, HashSet<EntityId> shown, string title, int left)
    {
        var inside = topology.Dependencies
            .Where(link => shown.Contains(link.Dependent) && shown.Contains(link.On))
            .ToImmutableArray();
        var touching = topology.Dependencies.Count(link => shown.Contains(link.Dependent) || shown.Contains(link.On));
        return new ScopeCut(
            topology with
            {
                Entities = [.. topology.Entities.Where(entity => shown.Contains(entity.Id))],
                Dependencies = inside,
                Groups = [.. topology.Groups.Where(group => shown.Contains(group.Dependent))],
            },
            title,
            Math.Max(0, left),
            touching - inside.Length,
            "");
    }

    private static ScopeCut None(string problem) => new(TopologySnapshot.Empty, "", 0, 0, problem);
}
