using System.Collections.Immutable;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Where a reader put nodes of a drawing without places; the rest stands where the layout put it.</summary>
/// <param name="Corners">Left and top edge of each node that was moved, by key.</param>
public sealed record NodePlaces(ImmutableSortedDictionary<string, (double X, double Y)> Corners)
{
    /// <summary>More are not taken from a browser.</summary>
    public const int Most = DiagramLayout.MostRead;

    private const double Furthest = 20_000;
    private const double Margin = 16;

    /// <summary>Nothing was moved.</summary>
    public static NodePlaces None { get; } = new(
        ImmutableSortedDictionary.Create<string, (double X, double Y)>(StringComparer.Ordinal));

    /// <summary>Reads what a browser kept: key, left and top edge. What makes no sense is left out.</summary>
    public static NodePlaces Of(IReadOnlyDictionary<string, double[]> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return new NodePlaces(kept
            .Where(one => one.Value is [var x, var y] && double.IsFinite(x) && double.IsFinite(y))
            .Take(Most)
            .ToImmutableSortedDictionary(
                one => one.Key,
                one => (Math.Clamp(one.Value[0], Margin, Furthest), Math.Clamp(one.Value[1], Margin, Furthest)),
                StringComparer.Ordinal));
    }

    /// <summary>A layout with its nodes where they were put, and the links to them drawn anew. A layout with boxes
    /// stays as it is: what stands in a rack is not moved out of it.</summary>
    public DiagramLayout Apply(DiagramLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (!layout.Boxes.IsEmpty || !layout.Nodes.Any(node => Corners.ContainsKey(node.Key)))
        {
            return layout;
        }

        var nodes = layout.Nodes
            .Select(node => Corners.TryGetValue(node.Key, out var at) ? node with { X = at.X, Y = at.Y } : node)
            .ToImmutableArray();
        var byKey = nodes.ToDictionary(node => node.Key, StringComparer.Ordinal);
        return layout with
        {
            Width = Math.Max(layout.Width, nodes.Max(node => node.X + node.Width) + Margin),
            Height = Math.Max(layout.Height, nodes.Max(node => node.Y + node.Height) + Margin),
            Nodes = nodes,
            Links =
            [
                .. layout.Links.Select(link => Corners.ContainsKey(link.From) || Corners.ContainsKey(link.To)
                    ? link with { Path = LinkCurve.Between(byKey[link.From], byKey[link.To]) }
                    : link),
            ],
        };
    }
}
