using AiopsTwin.TwinUi.Model.Diagram;
using Blazor.Diagrams;
using Blazor.Diagrams.Core.Anchors;
using Blazor.Diagrams.Core.Behaviors;
using Blazor.Diagrams.Core.Models;
using Blazor.Diagrams.Core.PathGenerators;
using Blazor.Diagrams.Options;

namespace AiopsTwin.TwinUi.BlazorDiagrams;

/// <summary>Puts scenes into a diagram of the library.</summary>
internal static class SceneDiagram
{
    private const byte GroupPadding = 14;

    /// <summary>An empty diagram in which nothing can be dragged, linked or deleted.</summary>
    public static BlazorDiagram Create()
    {
        var options = new BlazorDiagramOptions { AllowMultiSelection = false };
        options.Links.DefaultPathGenerator = new StraightPathGenerator();
        options.Virtualization.Enabled = true;
        options.Virtualization.OnNodes = true;
        options.Virtualization.OnGroups = true;
        options.Virtualization.OnLinks = true;
        var diagram = new BlazorDiagram(options);
        diagram.RegisterComponent<SceneNode, SceneNodeWidget>();
        diagram.UnregisterBehavior<DragNewLinkBehavior>();
        diagram.UnregisterBehavior<DragMovablesBehavior>();
        diagram.UnregisterBehavior<KeyboardShortcutsBehavior>();
        return diagram;
    }

    /// <summary>Shows a scene in the place of what was shown.</summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="choose">Called with the key of a node that was chosen.</param>
    public static void Show(BlazorDiagram diagram, TopologyScene scene, Func<string, Task> choose) =>
        diagram.Batch(() =>
        {
            diagram.SuspendSorting = true;
            diagram.Links.Clear();
            diagram.Groups.Clear();
            diagram.Nodes.Clear();
            var layout = scene.Layout;
            var nodes = layout.Nodes.Zip(scene.Paint, (node, paint) => new SceneNode(node, paint, choose)).ToArray();
            diagram.Nodes.Add(nodes);
            AddGroups(diagram, layout, nodes);
            var byKey = nodes.ToDictionary(node => node.Node.Key, StringComparer.Ordinal);
            diagram.Links.Add(layout.Links
                .Where(link => byKey.ContainsKey(link.From) && byKey.ContainsKey(link.To))
                .Select(link => new LinkModel(
                    new ShapeIntersectionAnchor(byKey[link.From]), new ShapeIntersectionAnchor(byKey[link.To]))
                {
                    Color = "var(--edge)",
                    Width = link.Count > 1 ? 2.4 : 1.3,
                    TargetMarker = LinkMarker.Arrow,
                    Locked = true,
                }));
            diagram.SuspendSorting = false;
            diagram.RefreshOrders(refresh: false);
        });

    /// <summary>Takes over what changed. Only the nodes concerned are drawn anew.</summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="scene">The later scene.</param>
    /// <param name="delta">What changed.</param>
    public static void Repaint(BlazorDiagram diagram, TopologyScene scene, TopologyDelta delta)
    {
        foreach (var index in delta.Nodes)
        {
            if (diagram.Nodes[index] is SceneNode node)
            {
                node.Paint = scene.Paint[index];
                node.Refresh();
            }
        }
    }

    // Only the innermost boxes: groups in groups lose their links.
    private static void AddGroups(BlazorDiagram diagram, DiagramLayout layout, SceneNode[] nodes)
    {
        var innermost = layout.Boxes.IsEmpty ? 0 : layout.Boxes.Max(box => box.Depth);
        for (var index = 0; index < layout.Boxes.Length; index++)
        {
            if (layout.Boxes[index].Depth == innermost && layout.Inside[index] is { IsEmpty: false } inside)
            {
                diagram.Groups.Add(new GroupModel(inside.Select(node => nodes[node]), GroupPadding)
                {
                    Title = layout.Boxes[index].Label,
                    Locked = true,
                });
            }
        }
    }
}
