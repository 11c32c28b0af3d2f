using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// Short walks over the graph that correlation and diagnosis need beside floods. Neighbours come in ascending node
/// number, each once, so that whatever is enumerated comes in order of id.
/// </summary>
internal static class GraphWalks
{
    /// <summary>What a node relies on, over links of one kind or of any.</summary>
    public static List<int> DependenciesOf(this TopologyGraph graph, int node, DependencyKind? kind = null)
    {
        var found = new List<int>();
        foreach (var link in graph.LinksToDependencies(node))
        {
            Collect(graph, found, link, graph.DependencyOf(link), kind);
        }

        return found;
    }

    /// <summary>What relies on a node, over links of one kind or of any.</summary>
    public static List<int> DependentsOf(this TopologyGraph graph, int node, DependencyKind? kind = null)
    {
        var found = new List<int>();
        foreach (var link in graph.LinksToDependents(node))
        {
            Collect(graph, found, link, graph.DependentOf(link), kind);
        }

        return found;
    }

    /// <summary>
    /// The link by which each node reaches a root along its dependencies, on a shortest path: a breadth-first walk from
    /// the root toward its dependents. Nodes further than <paramref name="hops"/> or beyond the limit are absent.
    /// </summary>
    public static Dictionary<int, int> NextToward(this TopologyGraph graph, int root, int hops, int limit)
    {
        var next = new Dictionary<int, int> { [root] = -1 };
        var frontier = new List<int> { root };
        for (var hop = 0; hop < hops && frontier.Count > 0 && next.Count < limit; hop++)
        {
            var reached = new List<int>();
            foreach (var node in frontier)
            {
                foreach (var link in graph.LinksToDependents(node))
                {
                    if (next.Count < limit && next.TryAdd(graph.DependentOf(link), link))
                    {
                        reached.Add(graph.DependentOf(link));
                    }
                }
            }

            reached.Sort();
            frontier = reached;
        }

        return next;
    }

    private static void Collect(TopologyGraph graph, List<int> found, int link, int node, DependencyKind? kind)
    {
        if ((kind is null || graph.Dependencies[link].Kind == kind) && (found.Count == 0 || found[^1] != node))
        {
            found.Add(node);
        }
    }
}
