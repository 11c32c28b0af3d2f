using AiopsTwin.Engine.Topology;
using AiopsTwin.TwinUi.Model.Diagram;

namespace AiopsTwin.TwinUi.Live;

/// <summary>
/// Keeps one layout per view, mode and part of the estate for the whole process: it is computed once per topology
/// version, and everybody who looks at a twin sees it in the same places.
/// </summary>
public sealed class LayoutShelf
{
    /// <summary>Layouts kept; the ones not asked for longest fall off and are computed again when wanted.</summary>
    public const int Capacity = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<
        (string View, DiagramMode Mode, string Scope), (DiagramLayout Layout, long UsedAt)> _layouts = [];
    private long _uses;

    /// <summary>The layout of a topology as seen in a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="mode">Which graph.</param>
    /// <param name="topology">What is laid out.</param>
    /// <param name="scope">Which part of the view's estate that is; empty for the whole.</param>
    public DiagramLayout Get(string view, DiagramMode mode, TopologySnapshot topology, string scope = "")
    {
        ArgumentNullException.ThrowIfNull(topology);
        lock (_gate)
        {
            var earlier = _layouts.TryGetValue((view, mode, scope), out var kept) ? kept.Layout : null;
            var layout = earlier?.TopologyVersion == topology.Version ? earlier : Arrange(mode, topology, earlier);
            Put((view, mode, scope), layout);
            return layout;
        }
    }

    /// <summary>Forgets the places and arranges anew.</summary>
    /// <param name="view">The view.</param>
    /// <param name="mode">Which graph.</param>
    /// <param name="topology">What is laid out.</param>
    /// <param name="scope">Which part of the view's estate that is; empty for the whole.</param>
    public DiagramLayout Rearrange(string view, DiagramMode mode, TopologySnapshot topology, string scope = "")
    {
        ArgumentNullException.ThrowIfNull(topology);
        lock (_gate)
        {
            var layout = Arrange(mode, topology, earlier: null);
            Put((view, mode, scope), layout);
            return layout;
        }
    }

    // What can be read is drawn for reading; the rest as areas that open when one comes nearer.
    private static DiagramLayout Arrange(DiagramMode mode, TopologySnapshot topology, DiagramLayout? earlier) =>
        LinkFacts.Add(mode switch
        {
            DiagramMode.Calls when CallLayout.Fits(topology) => CallLayout.Arrange(topology, earlier),
            DiagramMode.Physical when PlaceLayout.Fits(topology) => PlaceLayout.Arrange(topology, earlier),
            _ => AreaLayout.Arrange(topology, mode, earlier),
        }, topology);

    private void Put((string View, DiagramMode Mode, string Scope) key, DiagramLayout layout)
    {
        _layouts[key] = (layout, _uses++);
        if (_layouts.Count > Capacity)
        {
            _layouts.Remove(_layouts.MinBy(entry => entry.Value.UsedAt).Key);
        }
    }
}
