using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// Lays the call graph out in rows, callers on top. Nodes of an earlier layout keep their places; new ones take the
/// free place nearest to their neighbours, because a map that reshuffles while one looks at it is worse than an
/// imperfect one.
/// </summary>
internal static class CallLayout
{
    /// <summary>Nodes in a row before it wraps into another: about what a screen shows with readable text.</summary>
    public const int RowLength = 6;

    private const double NodeWidth = 172;
    private const double NodeHeight = 52;
    private const double GapX = 28;
    private const double GapY = 38;
    private const double Margin = 16;

    /// <summary>True when the calls of a topology can be read in rows; else <see cref="AreaLayout"/> draws
    /// them.</summary>
    public static bool Fits(TopologySnapshot topology) => CallGraph.Of(topology).Nodes.Length <= DiagramLayout.MostRead;

    /// <summary>Arranges a topology.</summary>
    /// <param name="topology">The graph.</param>
    /// <param name="earlier">The layout shown so far; null to arrange anew.</param>
    public static DiagramLayout Arrange(TopologySnapshot topology, DiagramLayout? earlier)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var graph = CallGraph.Of(topology);
        var kept = graph.Nodes.Count(node => earlier?.Cells.ContainsKey(node.Text) == true);
        // With most nodes new there is no picture in anybody's mind to preserve.
        var cells = earlier is null || kept * 2 < graph.Nodes.Length
            ? Fresh(graph)
            : PinnedCells.Extend(graph, earlier.Cells);
        return Draw(topology, graph, cells);
    }

    private static ImmutableSortedDictionary<string, DiagramCell> Fresh(CallGraph graph)
    {
        var calls = graph.Calls.Select(call => (call.From, call.To)).ToImmutableArray();
        var linked = calls.SelectMany(call => new[] { call.From, call.To }).ToHashSet();
        var layers = LayerOrdering.Order(LayerAssignment.Assign(graph.Nodes.Length, calls), calls);
        // Nodes without any call would pad the top row; they stand together at the bottom.
        var rows = layers.Select(layer => layer.Where(linked.Contains).ToList())
            .Append([.. Enumerable.Range(0, graph.Nodes.Length).Where(node => !linked.Contains(node))])
            .Where(layer => layer.Count > 0)
            .SelectMany(Wrapped)
            .ToList();
        var widest = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        var cells = ImmutableSortedDictionary.CreateBuilder<string, DiagramCell>(StringComparer.Ordinal);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var place = 0; place < rows[row].Count; place++)
            {
                var node = graph.Nodes[rows[row][place]];
                cells[node.Text] = new DiagramCell(row, widest - rows[row].Count + (2 * place));
            }
        }

        return cells.ToImmutable();
    }

    // A wide layer becomes rows of nearly equal length that keep the order from left to right: neighbours stay
    // together.
    private static IEnumerable<List<int>> Wrapped(List<int> layer)
    {
        var rows = (layer.Count + RowLength - 1) / RowLength;
        return Enumerable.Range(0, rows)
            .Select(row => layer.Where((_, index) => index % rows == row).ToList());
    }

    private static DiagramLayout Draw(
        TopologySnapshot topology, CallGraph graph, ImmutableSortedDictionary<string, DiagramCell> cells)
    {
        var nodes = graph.Nodes.Select(node => Place(node, cells[node.Text])).ToImmutableArray();
        var width = nodes.IsEmpty ? 0 : nodes.Max(node => node.X + node.Width) + Margin;
        var router = new LinkRouter(nodes, width);
        var links = graph.Calls
            .Select(call => new DiagramLink(
                nodes[call.From].Key,
                nodes[call.To].Key,
                graph.Asynchronous.Contains((call.From, call.To))
                    ? DependencyKind.CallsAsync
                    : DependencyKind.CallsSync,
                call.Count,
                router.Path(nodes[call.From], nodes[call.To])))
            .ToImmutableArray();
        return new DiagramLayout(
            topology.Version,
            DiagramMode.Calls,
            width,
            nodes.IsEmpty ? 0 : nodes.Max(node => node.Y + node.Height) + Margin,
            [],
            nodes,
            links,
            topology.Dependencies.Length - graph.LinksDrawn,
            cells);
    }

    private static DiagramNode Place(EntityId node, DiagramCell cell) => new(
        node.Text,
        node.Name,
        [node],
        false,
        Margin + (cell.Step * (NodeWidth + GapX) / 2),
        Margin + (cell.Row * (NodeHeight + GapY)),
        NodeWidth,
        NodeHeight);
}
