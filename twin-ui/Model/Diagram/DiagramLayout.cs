using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Which graph a map shows.</summary>
public enum DiagramMode
{
    /// <summary>Services, datastores, queues and what they call, callers on top.</summary>
    Calls,

    /// <summary>Zones, racks, switches, hosts and instances by place.</summary>
    Physical,

    /// <summary>Everything by place, with the calls laid over it.</summary>
    Both,
}

/// <summary>Something drawn: one entity, or a tile that stands for many.</summary>
/// <param name="Key">Identity in the drawing: the entity's id, or <c>tile:...</c>.</param>
/// <param name="Label">What is written on it.</param>
/// <param name="Members">The entities it stands for, sorted; one for a plain node.</param>
/// <param name="IsTile">True when it stands for many.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public sealed record DiagramNode(
    string Key,
    string Label,
    ImmutableArray<EntityId> Members,
    bool IsTile,
    double X,
    double Y,
    double Width,
    double Height)
{
    /// <summary>Middle, across.</summary>
    public double CenterX => X + (Width / 2);

    /// <summary>Middle, down.</summary>
    public double CenterY => Y + (Height / 2);
}

/// <summary>A place that holds nodes: a region, zone, rack or host, or a group.</summary>
/// <param name="Key">Identity in the drawing.</param>
/// <param name="Entity">The entity it is; null for a box of things without a place.</param>
/// <param name="Label">What is written on it.</param>
/// <param name="Depth">0 for the outermost.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public sealed record DiagramBox(
    string Key, EntityId? Entity, string Label, int Depth, double X, double Y, double Width, double Height);

/// <summary>A drawn link, dependent to dependency; several links between the same two nodes are one.</summary>
/// <param name="From">Key of the dependent.</param>
/// <param name="To">Key of the dependency.</param>
/// <param name="Kind">How it relies on it; of a bundle, the first kind.</param>
/// <param name="Count">How many links it stands for.</param>
/// <param name="Path">The curve, in SVG's path language; empty where links are drawn straight.</param>
public sealed record DiagramLink(string From, string To, DependencyKind Kind, int Count, string Path)
{
    /// <summary>Share of the dependent's work that needs the dependency, in [0, 1]; of a bundle, the highest.</summary>
    public double Coupling { get; init; }

    /// <summary>"1 of 2 needed" where another dependency can take its place; null where none can.</summary>
    public string? Redundancy { get; init; }
}

/// <summary>Where everything stands. Made once per topology version and mode; health is painted over it.</summary>
/// <param name="TopologyVersion">Version of the graph it was made for.</param>
/// <param name="Mode">Which graph.</param>
/// <param name="Width">Width of the drawing.</param>
/// <param name="Height">Height of the drawing.</param>
/// <param name="Boxes">Places, outermost first.</param>
/// <param name="Nodes">Nodes, by key.</param>
/// <param name="Links">Links, by (from, to).</param>
/// <param name="FoldedLinks">Links of the graph that are not drawn in this mode.</param>
/// <param name="Cells">Where each node stands on the layout's own grid; the next version keeps them.</param>
public sealed record DiagramLayout(
    long TopologyVersion,
    DiagramMode Mode,
    double Width,
    double Height,
    ImmutableArray<DiagramBox> Boxes,
    ImmutableArray<DiagramNode> Nodes,
    ImmutableArray<DiagramLink> Links,
    int FoldedLinks,
    ImmutableSortedDictionary<string, DiagramCell> Cells)
{
    /// <summary>More nodes than this are slow to draw as elements and, long before, impossible to read.</summary>
    public const int MostRead = 300;

    private ImmutableArray<ImmutableArray<int>> _inside;

    /// <summary>Nothing.</summary>
    public static DiagramLayout Empty(DiagramMode mode) => new(
        0, mode, 0, 0, [], [], [], 0, ImmutableSortedDictionary<string, DiagramCell>.Empty);

    /// <summary>Indexes of the nodes that stand in each place, in the order of <see cref="Boxes"/>.</summary>
    public ImmutableArray<ImmutableArray<int>> Inside =>
        _inside.IsDefault ? _inside = [.. Boxes.Select(NodesIn)] : _inside;

    /// <summary>Kinds that carry a sign of their own on this map, for the legend.</summary>
    public ImmutableArray<EntityKind> KindsMarked { get; } =
    [
        .. Nodes.Where(node => !node.IsTile && node.Members[0].Kind != EntityKind.Service)
            .Select(node => node.Members[0].Kind)
            .Distinct()
            .Order(),
    ];

    /// <summary>The node that stands for an entity; null when it is not on this map.</summary>
    public DiagramNode? NodeOf(EntityId entity) => Nodes.FirstOrDefault(node => node.Members.BinarySearch(entity) >= 0);

    private ImmutableArray<int> NodesIn(DiagramBox box)
    {
        var inside = ImmutableArray.CreateBuilder<int>();
        for (var index = 0; index < Nodes.Length; index++)
        {
            var node = Nodes[index];
            if (node.X >= box.X && node.X + node.Width <= box.X + box.Width
                && node.Y >= box.Y && node.Y + node.Height <= box.Y + box.Height)
            {
                inside.Add(index);
            }
        }

        return inside.ToImmutable();
    }
}

/// <summary>A place on a layout's grid.</summary>
/// <param name="Row">Counted from the top.</param>
/// <param name="Step">Counted in half node widths from the left; two nodes of a row are at least two steps
/// apart.</param>
public readonly record struct DiagramCell(int Row, int Step);
