using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Correlation;

/// <summary>
/// What a map probably lacks. Most entities of a kind stand on something of one sort: hosts in racks and behind
/// switches, machines on hosts. One of the kind without such a link hangs on something the map does not know. Calls are
/// no such sort: a service that calls nobody is nothing unusual. Nor is one on which others of its own kind stand, as
/// switches on their spine: it is of another level, and what is usual below says nothing of it.
/// </summary>
internal sealed class MapHoles
{
    // Of fewer entities of a kind nobody can say what is usual.
    private const int LeastOfKind = 8;

    private const int AnySort = ~0;

    private readonly bool[] _isOpen;

    /// <summary>Looks for holes. O(entities + links).</summary>
    public MapHoles(TopologyGraph graph)
    {
        _isOpen = new bool[graph.NodeCount];
        var has = new int[graph.NodeCount];
        for (var link = 0; link < graph.LinkCount; link++)
        {
            var (upper, lower) = (graph.DependentOf(link), graph.DependencyOf(link));
            var sort = 1 << (int)graph.Dependencies[link].Kind;
            has[upper] |= sort;
            has[lower] |= PlaceLinks.Holds(graph.Dependencies[link].Kind)
                && graph.IdOf(upper).Kind == graph.IdOf(lower).Kind ? AnySort : 0;
        }

        foreach (var kind in Enumerable.Range(0, graph.NodeCount).GroupBy(node => graph.IdOf(node).Kind))
        {
            var nodes = kind.ToList();
            if (nodes.Count >= LeastOfKind)
            {
                Mark(nodes, has);
            }
        }
    }

    /// <summary>True when an entity lacks a link that most of its kind have.</summary>
    public bool At(int node) => _isOpen[node];

    private void Mark(List<int> nodes, int[] has)
    {
        foreach (var sort in PlaceLinks.Kinds)
        {
            var bit = 1 << (int)sort;
            var with = nodes.Count(node => (has[node] & bit) != 0);
            if (with * 2 > nodes.Count)
            {
                nodes.FindAll(node => (has[node] & bit) == 0).ForEach(node => _isOpen[node] = true);
            }
        }
    }
}
