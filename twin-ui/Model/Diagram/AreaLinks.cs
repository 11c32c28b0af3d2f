using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Links of a drawing by areas. A link may end at a box: a rack takes power, a host is reached.</summary>
internal static class AreaLinks
{
    /// <summary>Links of a mode, bundled by their ends.</summary>
    public static ImmutableArray<DiagramLink> Of(
        TopologySnapshot topology,
        DiagramMode mode,
        ImmutableArray<DiagramNode> nodes,
        ImmutableArray<DiagramBox> boxes)
    {
        var ends = boxes.Where(box => box.Entity is not null)
            .Select(box => new DiagramNode(
                box.Key, box.Label, [box.Entity!.Value], false, box.X, box.Y, box.Width, box.Height))
            .Concat(nodes)
            .ToDictionary(node => node.Members[0]);
        // Few enough for elements need a curve each; the many are drawn straight by who draws them.
        var hasCurves = nodes.Length <= DiagramLayout.MostRead;
        return
        [
            .. topology.Dependencies
                .Where(link => IsDrawn(link.Kind, mode))
                .Where(link => ends.ContainsKey(link.Dependent) && ends.ContainsKey(link.On))
                .Select(link => (From: ends[link.Dependent], To: ends[link.On], link.Kind))
                .Where(link => !Holds(link.From, link.To) && !Holds(link.To, link.From))
                .GroupBy(link => (From: link.From.Key, To: link.To.Key))
                .OrderBy(group => group.Key.From, StringComparer.Ordinal)
                .ThenBy(group => group.Key.To, StringComparer.Ordinal)
                .Select(group => new DiagramLink(
                    group.Key.From,
                    group.Key.To,
                    group.First().Kind,
                    group.Count(),
                    hasCurves ? LinkCurve.Between(group.First().From, group.First().To) : "")),
        ];
    }

    private static bool IsDrawn(DependencyKind kind, DiagramMode mode) => kind switch
    {
        DependencyKind.CallsSync or DependencyKind.CallsAsync => mode is DiagramMode.Calls or DiagramMode.Both,
        DependencyKind.PoweredBy or DependencyKind.ConnectsThrough => mode is DiagramMode.Physical or DiagramMode.Both,
        _ => false,
    };

    // That something stands in a box is seen; a line from it to its own box would say nothing more.
    private static bool Holds(DiagramNode outer, DiagramNode inner) => outer.X <= inner.X && outer.Y <= inner.Y
        && outer.X + outer.Width >= inner.X + inner.Width && outer.Y + outer.Height >= inner.Y + inner.Height;
}
