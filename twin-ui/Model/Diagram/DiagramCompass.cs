using System.Collections.Immutable;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Where the arrow keys lead from a node; null where they lead nowhere.</summary>
/// <param name="Up">Toward a dependent, else the nearest node above.</param>
/// <param name="Down">Toward a dependency, else the nearest node below.</param>
/// <param name="Left">The nearest node to the left.</param>
/// <param name="Right">The nearest node to the right.</param>
public sealed record CompassPoint(string? Up, string? Down, string? Left, string? Right);

/// <summary>Works out the arrow keys of a whole layout, so that a key press needs no answer from the server.</summary>
public static class DiagramCompass
{
    /// <summary>Neighbours of every node, in the order of the layout's nodes.</summary>
    public static ImmutableArray<CompassPoint> Of(DiagramLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var byKey = layout.Nodes.ToDictionary(node => node.Key, StringComparer.Ordinal);
        // Links to boxes lead nowhere: boxes are reached from the list of places.
        var links = layout.Links.Where(link => byKey.ContainsKey(link.From) && byKey.ContainsKey(link.To)).ToArray();
        var above = links.ToLookup(link => link.To, link => byKey[link.From], StringComparer.Ordinal);
        var below = links.ToLookup(link => link.From, link => byKey[link.To], StringComparer.Ordinal);
        return
        [
            .. layout.Nodes.Select(node => new CompassPoint(
                Nearest(node, above[node.Key], 0, -1) ?? Nearest(node, layout.Nodes, 0, -1),
                Nearest(node, below[node.Key], 0, 1) ?? Nearest(node, layout.Nodes, 0, 1),
                Nearest(node, layout.Nodes, -1, 0),
                Nearest(node, layout.Nodes, 1, 0))),
        ];
    }

    // Going straight counts once, going aside counts three times: the key should feel like its arrow.
    private static string? Nearest(
        DiagramNode from, IEnumerable<DiagramNode> candidates, int right, int down) => candidates
        .Select(node => (node.Key, Ahead: Ahead(from, node, right, down), Aside: Aside(from, node, right)))
        .Where(found => found.Ahead > 1 && (right == 0 || found.Ahead >= found.Aside))
        .OrderBy(found => found.Ahead + (3 * found.Aside))
        .ThenBy(found => found.Key, StringComparer.Ordinal)
        .Select(found => found.Key)
        .FirstOrDefault();

    private static double Ahead(DiagramNode from, DiagramNode to, int right, int down) =>
        ((to.CenterX - from.CenterX) * right) + ((to.CenterY - from.CenterY) * down);

    private static double Aside(DiagramNode from, DiagramNode to, int right) =>
        Math.Abs(right == 0 ? to.CenterX - from.CenterX : to.CenterY - from.CenterY);
}
