using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Where work goes when something changes: to the entities themselves, to what can stand in for them (members of the
/// same redundancy group; what the same callers call besides, of the same kind), and from there along dependencies: to
/// what these call, to the machines they stand on, to the network they speak through. What calls them is not on the
/// way: work comes from there, and less of it is loss.
/// </summary>
internal sealed class WorkPaths(TopologyGraph graph)
{
    private const int MaxHops = 8;

    // A dependency this many share tells nothing about who stands in for whom, and a walk this long is no
    // neighbourhood.
    private const int MaxSharers = 64;
    private const int MaxReached = 20_000;

    /// <summary>Entities to which work may move, those given included; unknown ones are ignored.
    /// O(reached links), bounded.</summary>
    public HashSet<EntityId> Beside(IEnumerable<EntityId> entities)
    {
        var origins = new SortedSet<int>();
        foreach (var entity in entities)
        {
            if (!entity.IsNone && graph.TryIndex(entity, out var node))
            {
                origins.Add(node);
            }
        }

        var reached = new HashSet<int>(origins);
        foreach (var origin in origins)
        {
            reached.UnionWith(Substitutes(origin));
        }

        Descend(reached);
        return [.. reached.Select(graph.IdOf)];
    }

    private IEnumerable<int> Substitutes(int origin)
    {
        var links = graph.LinksToDependents(origin).ToArray();
        foreach (var link in links.Take(MaxSharers))
        {
            foreach (var other in graph.LinksToDependencies(graph.DependentOf(link)).ToArray())
            {
                if (CanStandIn(graph.Dependencies[link], graph.Dependencies[other]))
                {
                    yield return graph.DependencyOf(other);
                }
            }
        }
    }

    private static bool CanStandIn(Dependency lost, Dependency other) =>
        lost.Group is { Length: > 0 } group
            ? string.Equals(group, other.Group, StringComparison.Ordinal)
            : IsCall(lost.Kind) && IsCall(other.Kind) && lost.On.Kind == other.On.Kind;

    private static bool IsCall(DependencyKind kind) => kind is DependencyKind.CallsSync or DependencyKind.CallsAsync;

    private void Descend(HashSet<int> reached)
    {
        var frontier = reached.Order().ToList();
        for (var hop = 0; hop < MaxHops && frontier.Count > 0; hop++)
        {
            var next = new List<int>();
            foreach (var dependency in frontier.SelectMany(node => graph.DependenciesOf(node)))
            {
                if (reached.Count < MaxReached && reached.Add(dependency))
                {
                    next.Add(dependency);
                }
            }

            frontier = next;
        }
    }
}
