using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>A layout with the present painted on it: all that a renderer needs to know.</summary>
/// <param name="Layout">Where everything stands.</param>
/// <param name="Paint">How each node looks, in the order of the layout's nodes.</param>
/// <param name="SelectedKey">Key of the selected node; null when none is.</param>
public sealed record TopologyScene(DiagramLayout Layout, ImmutableArray<NodePaint> Paint, string? SelectedKey)
{
    private ViewPicture? _picture;
    private SceneLook? _look;
    private Dictionary<EntityId, int> _running = [];

    /// <summary>How each place looks, in the order of the layout's boxes.</summary>
    public ImmutableArray<BoxPaint> Boxes { get; init; } = [];

    /// <summary>How each link looks, in the order of the layout's links.</summary>
    public ImmutableArray<LinkPaint> Links { get; init; } = [];

    /// <summary>Nodes along which a fault is predicted to travel; links between them are marked.</summary>
    public ImmutableHashSet<string> Reached { get; init; } = [];

    /// <summary>Paints a picture on a layout.</summary>
    /// <param name="layout">Where everything stands.</param>
    /// <param name="picture">The present.</param>
    /// <param name="look">What the reader asked to see.</param>
    /// <param name="earlier">The scene before: paint that cannot have changed is taken from it.</param>
    public static TopologyScene Of(
        DiagramLayout layout, ViewPicture picture, SceneLook look, TopologyScene? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(look);
        var known = earlier is not null && ReferenceEquals(earlier.Layout, layout) ? earlier : null;
        var running = known?._running ?? (layout.Mode == DiagramMode.Physical ? RunningOn(picture) : []);
        var canReuse = known?._look == look;
        var paint = ImmutableArray.CreateBuilder<NodePaint>(layout.Nodes.Length);
        for (var index = 0; index < layout.Nodes.Length; index++)
        {
            var node = layout.Nodes[index];
            var isSame = canReuse && !node.IsTile && ReferenceEquals(
                picture.Vitals.GetValueOrDefault(node.Members[0]),
                known!._picture!.Vitals.GetValueOrDefault(node.Members[0]));
            paint.Add(isSame ? known!.Paint[index] : NodePaint.Of(node, picture, look, running));
        }

        return Whole(layout, picture, look, paint.MoveToImmutable()) with { _running = running };
    }

    private static TopologyScene Whole(
        DiagramLayout layout, ViewPicture picture, SceneLook look, ImmutableArray<NodePaint> paint) =>
        new(layout, paint, look.Selected is { } id ? layout.NodeOf(id)?.Key : null)
        {
            Boxes = BoxPaint.Of(layout, paint, picture, look),
            Links = [.. layout.Links.Select(link => LinkPaint.Of(link, picture))],
            Reached = look.Overlay is BlastOverlay
                ? [.. layout.Nodes.Zip(paint).Where(pair => IsReached(pair.Second)).Select(pair => pair.First.Key)]
                : [],
            _picture = picture,
            _look = look,
        };

    private static bool IsReached(NodePaint paint) =>
        paint.Mark.Blast is BlastMark.Origin or BlastMark.Predicted or BlastMark.Both;

    private static Dictionary<EntityId, int> RunningOn(ViewPicture picture) => picture.Topology.Dependencies
        .Where(link => link.Kind == DependencyKind.RunsOn)
        .GroupBy(link => link.On)
        .ToDictionary(links => links.Key, links => links.Count());
}
