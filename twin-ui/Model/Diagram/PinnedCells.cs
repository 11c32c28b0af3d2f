using System.Collections.Immutable;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Keeps the places of known nodes and finds places for new ones.</summary>
internal static class PinnedCells
{
    public static ImmutableSortedDictionary<string, DiagramCell> Extend(
        CallGraph graph, ImmutableSortedDictionary<string, DiagramCell> earlier)
    {
        var cells = ImmutableSortedDictionary.CreateBuilder<string, DiagramCell>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(node => earlier.ContainsKey(node.Text)))
        {
            cells[node.Text] = earlier[node.Text];
        }

        var callers = graph.Calls.ToLookup(call => call.To, call => call.From);
        var callees = graph.Calls.ToLookup(call => call.From, call => call.To);
        for (var index = 0; index < graph.Nodes.Length; index++)
        {
            var key = graph.Nodes[index].Text;
            if (!cells.ContainsKey(key))
            {
                cells[key] = Place(Placed(callers[index], graph, cells), Placed(callees[index], graph, cells), cells);
            }
        }

        return cells.ToImmutable();
    }

    private static DiagramCell[] Placed(
        IEnumerable<int> nodes, CallGraph graph, IDictionary<string, DiagramCell> cells) =>
    [
        .. nodes.Select(node => graph.Nodes[node].Text).Where(cells.ContainsKey).Select(key => cells[key]),
    ];

    private static DiagramCell Place(
        DiagramCell[] callers, DiagramCell[] callees, ImmutableSortedDictionary<string, DiagramCell>.Builder cells)
    {
        var row = callers.Length > 0
            ? callers.Max(cell => cell.Row) + 1
            : callees.Length > 0
                ? Math.Max(0, callees.Min(cell => cell.Row) - 1)
                : cells.Values.Max(cell => cell.Row) + 1;
        var neighbours = callers.Concat(callees).Select(cell => cell.Step).Order().ToArray();
        var wish = neighbours.Length == 0 ? 0 : neighbours[neighbours.Length / 2];
        var taken = cells.Values.Where(cell => cell.Row == row).Select(cell => cell.Step).ToArray();
        return new DiagramCell(row, NearestFree(wish, taken));
    }

    private static int NearestFree(int wish, int[] taken)
    {
        for (var away = 0; ; away++)
        {
            foreach (var step in new[] { wish - away, wish + away })
            {
                if (step >= 0 && Array.TrueForAll(taken, other => Math.Abs(other - step) >= 2))
                {
                    return step;
                }
            }
        }
    }
}
