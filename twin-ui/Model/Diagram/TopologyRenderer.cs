using System.Collections.Immutable;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// A way to draw a scene. <c>TopologyDiagram</c> takes the first registered one that can: an adapter to a diagram
/// library stands in a project of its own and registers itself before the page's own two.
/// </summary>
/// <param name="Name">What it is called in the markup, for tests and style sheets.</param>
/// <param name="Component">A component with the parameters <c>Scene</c> (<see cref="TopologyScene"/>), <c>Title</c>
/// (text), <c>View</c> (<see cref="SceneView"/>, null for the whole), and the events <c>Selected</c> and <c>Focused</c>
/// (key of a node or place) and <c>ViewChanged</c> (<see cref="SceneView"/>); and, to be ignored by one that cannot
/// move nodes, <c>PlacesName</c> (text) and <c>Placed</c> (<see cref="NodePlaces"/>).</param>
/// <param name="MostNodes">The most nodes it draws well.</param>
public sealed record TopologyRenderer(string Name, Type Component, int MostNodes)
{
    /// <summary>Style sheets it needs beside the page's own.</summary>
    public ImmutableArray<string> Sheets { get; init; } = [];

    /// <summary>Scripts it needs beside the page's own.</summary>
    public ImmutableArray<string> Scripts { get; init; } = [];

    /// <summary>True when it writes inline styles: the page's policy for content then has to allow them.</summary>
    public bool NeedsInlineStyles { get; init; }

    /// <summary>True when it can draw a scene.</summary>
    public bool CanDraw(TopologyScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Layout.Nodes.Length <= MostNodes;
    }
}
