using System.Collections.Immutable;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// Orders the nodes of each layer so that few calls cross: medians of the neighbours, swept down and up, the best order
/// kept (Gansner, Koutsofios, North, Vo 1993, section 3). A call over several layers pulls on both its ends directly;
/// no dummy nodes are made, which is exact for the short calls of service graphs and an approximation beyond.
/// </summary>
internal static class LayerOrdering
{
    private const int Sweeps = 12;

    /// <summary>Layers from the top, each a list of nodes from the left.</summary>
    /// <param name="layerOf">Layer of every node.</param>
    /// <param name="calls">Calls as (caller, callee).</param>
    public static List<List<int>> Order(int[] layerOf, ImmutableArray<(int From, int To)> calls)
    {
        var layers = Enumerable.Range(0, layerOf.Length)
            .GroupBy(node => layerOf[node])
            .OrderBy(group => group.Key)
            .Select(group => group.ToList())
            .ToList();
        var callees = calls.ToLookup(call => call.From, call => call.To);
        var callers = calls.ToLookup(call => call.To, call => call.From);
        var best = Copy(layers);
        var fewest = Crossings(layers, calls);
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            Sweep(layers, sweep % 2 == 0 ? callers : callees, isDownward: sweep % 2 == 0);
            var crossings = Crossings(layers, calls);
            if (crossings < fewest)
            {
                fewest = crossings;
                best = Copy(layers);
            }
        }

        return best;
    }

    /// <summary>How many pairs of calls cross when drawn straight between the layers they touch. Quadratic in calls,
    /// with a bound: beyond 2 000 calls the drawing is unreadable anyway and the count stops there.</summary>
    public static int Crossings(List<List<int>> layers, ImmutableArray<(int From, int To)> calls)
    {
        var place = Places(layers);
        var lines = calls.Take(2000)
            .Select(call => (Top: place[call.From], Bottom: place[call.To]))
            .Select(line => line.Top.Layer <= line.Bottom.Layer ? line : (line.Bottom, line.Top))
            .ToArray();
        var crossings = 0;
        for (var one = 0; one < lines.Length; one++)
        {
            for (var other = one + 1; other < lines.Length; other++)
            {
                crossings += IsCrossing(lines[one], lines[other]) ? 1 : 0;
            }
        }

        return crossings;
    }

    private static bool IsCrossing(
        ((int Layer, double At) Top, (int Layer, double At) Bottom) one,
        ((int Layer, double At) Top, (int Layer, double At) Bottom) other)
    {
        var top = Math.Max(one.Top.Layer, other.Top.Layer);
        var bottom = Math.Min(one.Bottom.Layer, other.Bottom.Layer);
        if (top >= bottom)
        {
            return false;
        }

        return (At(one, top) - At(other, top)) * (At(one, bottom) - At(other, bottom)) < 0;
    }

    private static double At(((int Layer, double At) Top, (int Layer, double At) Bottom) line, int layer) =>
        line.Top.At
        + ((line.Bottom.At - line.Top.At) * (layer - line.Top.Layer) / (line.Bottom.Layer - line.Top.Layer));

    private static void Sweep(List<List<int>> layers, ILookup<int, int> neighbours, bool isDownward)
    {
        var order = isDownward ? Enumerable.Range(0, layers.Count) : Enumerable.Range(0, layers.Count).Reverse();
        foreach (var layer in order)
        {
            var place = Places(layers);
            var wish = layers[layer].ToDictionary(
                node => node,
                node => Median(neighbours[node].Select(other => place[other].At).Order().ToArray(), place[node].At));
            layers[layer] = [.. layers[layer].OrderBy(node => wish[node]).ThenBy(node => place[node].At)];
        }
    }

    // Places are shares of the layer's width, so that short and long layers compare.
    private static Dictionary<int, (int Layer, double At)> Places(List<List<int>> layers) => layers
        .SelectMany((nodes, layer) => nodes.Select((node, index) => (node, layer, At: (index + 0.5) / nodes.Count)))
        .ToDictionary(found => found.node, found => (found.layer, found.At));

    private static double Median(double[] sorted, double otherwise) => sorted.Length switch
    {
        0 => otherwise,
        _ when sorted.Length % 2 == 1 => sorted[sorted.Length / 2],
        _ => (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2,
    };

    private static List<List<int>> Copy(List<List<int>> layers) => [.. layers.Select(layer => layer.ToList())];
}
