using AiopsTwin.TwinUi.Model.Diagram;
using Blazor.Diagrams.Core.Geometry;
using Blazor.Diagrams.Core.Models;

namespace AiopsTwin.TwinUi.BlazorDiagrams;

/// <summary>A node of a scene as the library knows it. Its size is fixed, so that nothing is measured in the
/// browser.</summary>
public sealed class SceneNode : NodeModel
{
    /// <summary>Places a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="paint">How it looks.</param>
    /// <param name="choose">Called when it is chosen.</param>
    public SceneNode(DiagramNode node, NodePaint paint, Func<string, Task> choose)
        : base(node.Key, new Point(node.X, node.Y))
    {
        (Node, Paint, Choose) = (node, paint, choose);
        ControlledSize = true;
        Size = new Size(node.Width, node.Height);
        Locked = true;
    }

    /// <summary>The node.</summary>
    public DiagramNode Node { get; }

    /// <summary>How it looks at the moment.</summary>
    public NodePaint Paint { get; set; }

    /// <summary>Called when it is chosen.</summary>
    public Func<string, Task> Choose { get; }
}
