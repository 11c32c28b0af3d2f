using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// Links drawn on the map of places: power and network that cross the border of a rack. Standing in a rack is shown by
/// the box and not by a line; a host's line to the switch beside it would be drawn for every host and say nothing.
/// </summary>
internal static class PlaceLinks
{
    public static ImmutableArray<DiagramLink> Of(
        TopologySnapshot topology, IReadOnlyList<DiagramNode> nodes, IReadOnlyDictionary<string, string> boxOf)
    {
        var nodeOf = nodes.SelectMany(node => node.Members.Select(member => (member, node)))
            .ToDictionary(pair => pair.member, pair => pair.node);
        return
        [
            .. topology.Dependencies
                .Where(link => link.Kind is DependencyKind.PoweredBy or DependencyKind.ConnectsThrough)
                .Where(link => nodeOf.ContainsKey(link.Dependent) && nodeOf.ContainsKey(link.On))
                .Select(link => (From: nodeOf[link.Dependent], To: nodeOf[link.On], link.Kind))
                .Where(link => boxOf[link.From.Key] != boxOf[link.To.Key])
                .GroupBy(link => (link.From.Key, link.To.Key))
                .OrderBy(group => group.Key.Item1, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Item2, StringComparer.Ordinal)
                .Select(group => new DiagramLink(
                    group.Key.Item1,
                    group.Key.Item2,
                    group.First().Kind,
                    group.Count(),
                    LinkCurve.Between(group.First().From, group.First().To))),
        ];
    }
}
