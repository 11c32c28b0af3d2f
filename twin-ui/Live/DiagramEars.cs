using AiopsTwin.TwinUi.Model.Diagram;
using Microsoft.JSInterop;

namespace AiopsTwin.TwinUi.Live;

/// <summary>What the script of a map tells the server; each is one message, and moving the map tells nothing until it
/// rests.</summary>
/// <param name="selected">A node or place was chosen.</param>
/// <param name="focused">What surrounds a node was asked for.</param>
/// <param name="viewChanged">The map came to rest.</param>
/// <param name="placed">Nodes were put elsewhere.</param>
internal sealed class DiagramEars(
    Func<string, Task> selected,
    Func<string, Task> focused,
    Func<SceneView, Task> viewChanged,
    Func<NodePlaces, Task> placed)
{
    /// <summary>A node or place was chosen.</summary>
    [JSInvokable]
    public Task Select(string key) => selected(key);

    /// <summary>What surrounds a node was asked for.</summary>
    [JSInvokable]
    public Task Focus(string key) => focused(key);

    /// <summary>Nodes were put elsewhere; all of them, by key.</summary>
    [JSInvokable]
    public Task Place(Dictionary<string, double[]> places) => placed(NodePlaces.Of(places));

    /// <summary>The map came to rest.</summary>
    [JSInvokable]
    public Task Rest(double x, double y, double zoom) => viewChanged(new SceneView(
        x, y, Math.Clamp(zoom, SceneView.LeastZoom, SceneView.MostZoom)));
}
