using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// Lays the estate out by place: zones beside each other, racks in them, machines in a grid in each rack. Many alike
/// machines of a rack become one tile with counts: five hundred squares say less than "498 of 500 silent".
/// </summary>
internal static class PlaceLayout
{
    /// <summary>Instances of a rack drawn one by one; more become a tile.</summary>
    public const int InstancesDrawn = 8;

    /// <summary>Hosts of a rack drawn one by one; more become a tile.</summary>
    public const int HostsDrawn = 24;

    private const double NodeWidth = 150;
    private const double NodeHeight = 46;
    private const double Gap = 12;
    private const double Padding = 14;
    private const double Head = 26;
    private const double Margin = 16;
    private const double RowWidth = 1240;

    /// <summary>True when the machines of a topology can be read in their racks; else <see cref="AreaLayout"/> draws
    /// them.</summary>
    public static bool Fits(TopologySnapshot topology) => PlaceTree.Of(topology)
        .SelectMany(zone => zone.Racks)
        .Sum(rack => Math.Min(rack.Residents.Length, HostsDrawn + InstancesDrawn)) <= DiagramLayout.MostRead;

    public static DiagramLayout Arrange(TopologySnapshot topology, DiagramLayout? earlier)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var zones = PlaceTree.Of(topology);
        var pen = new Pen(earlier);
        var x = Margin;
        var y = Margin;
        var rowHeight = 0.0;
        foreach (var zone in zones)
        {
            var (width, height) = pen.Measure(zone);
            if (x > Margin && x + width > RowWidth)
            {
                x = Margin;
                y += rowHeight + Gap;
                rowHeight = 0;
            }

            pen.Zone(zone, x, y);
            x += width + Gap;
            rowHeight = Math.Max(rowHeight, height);
        }

        return pen.Finish(topology);
    }

    /// <summary>Collects boxes and nodes while the places are walked.</summary>
    private sealed class Pen(DiagramLayout? earlier)
    {
        private readonly List<DiagramBox> _boxes = [];
        private readonly List<DiagramNode> _nodes = [];
        private readonly Dictionary<string, string> _boxOf = new(StringComparer.Ordinal);
        private readonly ImmutableSortedDictionary<string, DiagramCell>.Builder _cells =
            ImmutableSortedDictionary.CreateBuilder<string, DiagramCell>(StringComparer.Ordinal);

        public (double Width, double Height) Measure(ZonePlace zone)
        {
            var (columns, rows) = Grid(zone.Racks.Length, 2);
            var sizes = Sizes(zone);
            var width = sizes.Length == 0 ? NodeWidth : sizes.Max(size => size.Width);
            var height = Enumerable.Range(0, rows).Sum(row => RowHeight(sizes, row, columns) + Gap) - Gap;
            return ((columns * (width + Gap)) - Gap + (2 * Padding), Math.Max(height, NodeHeight) + Head + Padding);
        }

        public void Zone(ZonePlace zone, double x, double y)
        {
            var (width, height) = Measure(zone);
            var key = zone.Zone?.Text ?? "place:none";
            var label = zone.Zone is { } id ? Area.LabelOf(id) : "no zone given";
            _boxes.Add(new DiagramBox(key, zone.Zone, label, 0, x, y, width, height));
            var sizes = Sizes(zone);
            var (columns, rows) = Grid(zone.Racks.Length, 2);
            var cellWidth = sizes.Length == 0 ? 0 : sizes.Max(size => size.Width);
            var top = y + Head;
            for (var row = 0; row < rows; row++)
            {
                var rowHeight = RowHeight(sizes, row, columns);
                for (var index = row * columns; index < Math.Min((row + 1) * columns, sizes.Length); index++)
                {
                    var left = x + Padding + ((index - (row * columns)) * (cellWidth + Gap));
                    Rack(zone.Racks[index], key, Columns(zone), (left, top, cellWidth, rowHeight));
                }

                top += rowHeight + Gap;
            }
        }

        public DiagramLayout Finish(TopologySnapshot topology)
        {
            var links = PlaceLinks.Of(topology, _nodes, _boxOf);
            return new DiagramLayout(
                topology.Version,
                DiagramMode.Physical,
                _boxes.Count == 0 ? 0 : _boxes.Max(box => box.X + box.Width) + Margin,
                _boxes.Count == 0 ? 0 : _boxes.Max(box => box.Y + box.Height) + Margin,
                [.. _boxes.OrderBy(box => box.Depth)],
                [.. _nodes.OrderBy(node => node.Key, StringComparer.Ordinal)],
                links,
                topology.Dependencies.Length - links.Sum(link => link.Count),
                _cells.ToImmutable());
        }

        private (double Width, double Height) Measure(RackPlace rack, int columns)
        {
            var rows = (Content(rack, "").Count + columns - 1) / columns;
            return (
                (columns * (NodeWidth + Gap)) - Gap + (2 * Padding),
                (Math.Max(rows, 1) * (NodeHeight + Gap)) - Gap + Head + Padding);
        }

        private void Rack(
            RackPlace rack, string zone, int columns, (double X, double Y, double Width, double Height) at)
        {
            var key = rack.Rack?.Text ?? $"{zone}/none";
            var label = rack.Rack is { } id ? Area.LabelOf(id) : "in no rack";
            _boxes.Add(new DiagramBox(key, rack.Rack, label, 1, at.X, at.Y, at.Width, at.Height));
            var content = Content(rack, key);
            for (var index = 0; index < content.Count; index++)
            {
                var node = content[index] with
                {
                    X = at.X + Padding + (index % columns * (NodeWidth + Gap)),
                    Y = at.Y + Head + (index / columns * (NodeHeight + Gap)),
                };
                _nodes.Add(node);
                _boxOf[node.Key] = key;
                _cells[node.Key] = new DiagramCell(index, 0);
            }
        }

        // What is drawn in a rack: switches, then hosts, then instances; known ones where they were, new ones after
        // them.
        private List<DiagramNode> Content(RackPlace rack, string key)
        {
            var switches = rack.Residents.Where(id => id.Kind == EntityKind.Switch).Select(Plain);
            var hosts = FoldedAbove(HostsDrawn, EntityKind.Host, rack, key);
            var instances = FoldedAbove(InstancesDrawn, EntityKind.Instance, rack, key);
            return [.. switches.Concat(hosts).Concat(instances).OrderBy(Place)];
        }

        private int Place(DiagramNode node) =>
            earlier is not null && earlier.Cells.TryGetValue(node.Key, out var cell) ? cell.Row : int.MaxValue;

        private static IEnumerable<DiagramNode> FoldedAbove(int limit, EntityKind kind, RackPlace rack, string key)
        {
            var members = rack.Residents.Where(id => id.Kind == kind).ToImmutableArray();
            return members.Length <= limit
                ? members.Select(Plain)
                : [new DiagramNode(
                    $"tile:{key}:{KindWords.Word(kind)}", KindWords.Count(kind, members.Length), members, true,
                    0, 0, NodeWidth, NodeHeight)];
        }

        private static DiagramNode Plain(EntityId id) =>
            new(id.Text, id.Name, [id], false, 0, 0, NodeWidth, NodeHeight);

        private static double RowHeight((double Width, double Height)[] sizes, int row, int columns) =>
            sizes.Skip(row * columns).Take(columns).Select(size => size.Height).DefaultIfEmpty(NodeHeight).Max();

        private static (int Columns, int Rows) Grid(int count, int widest)
        {
            var columns = Math.Clamp(count, 1, widest);
            return (columns, (count + columns - 1) / columns);
        }

        private (double Width, double Height)[] Sizes(ZonePlace zone) =>
            [.. zone.Racks.Select(rack => Measure(rack, Columns(zone)))];

        // All racks of a zone have the width of the fullest, so all use it.
        private int Columns(ZonePlace zone)
        {
            var fullest = zone.Racks.Select(rack => Content(rack, "").Count).DefaultIfEmpty(0).Max();
            return Grid(fullest, fullest <= 8 ? 2 : fullest <= 18 ? 3 : 5).Columns;
        }
    }
}
