using System.Globalization;
using System.Text;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// Leads links that cross rows through the gaps between the nodes of those rows: a line behind a node says something
/// wrong about who calls whom. Links to the same dependency share a gap and become one trunk; others keep a distance.
/// Links have to be asked for in a fixed order, because each takes room from the next.
/// </summary>
/// <param name="nodes">All nodes of the layout.</param>
/// <param name="width">Width of the drawing; links stay inside.</param>
internal sealed class LinkRouter(IEnumerable<DiagramNode> nodes, double width)
{
    // Half of the gap between two nodes holds a trunk and two more beside it.
    private const double Distance = 7;
    private const double Clearance = 6;

    // A trunk is joined when the way to it is not longer than about a node.
    private const double TrunkReach = 172;

    private readonly (double Top, double Bottom, DiagramNode[] Nodes)[] _rows =
    [
        .. nodes.GroupBy(node => node.Y)
            .OrderBy(row => row.Key)
            .Select(row => (row.Key, row.Max(node => node.Y + node.Height), row.OrderBy(node => node.X).ToArray())),
    ];

    private readonly Dictionary<(double Row, string To), double> _trunks = [];
    private readonly Dictionary<double, List<double>> _taken = [];

    /// <summary>The path of a link, in SVG's path language.</summary>
    public string Path(DiagramNode from, DiagramNode to)
    {
        var isDown = to.CenterY > from.CenterY;
        var crossed = _rows
            .Where(row => isDown
                ? row.Top > from.Y + 1 && row.Top < to.Y - 1
                : row.Top < from.Y - 1 && row.Top > to.Y + 1)
            .ToArray();
        return crossed.Length == 0
            ? LinkCurve.Between(from, to)
            : Through(isDown ? crossed : [.. crossed.Reverse()], from, to, isDown);
    }

    private string Through(
        (double Top, double Bottom, DiagramNode[] Nodes)[] rows, DiagramNode from, DiagramNode to, bool isDown)
    {
        var x = from.CenterX;
        var y = isDown ? from.Y + from.Height : from.Y;
        var path = new StringBuilder().Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}");
        for (var index = 0; index < rows.Length; index++)
        {
            // Straight ahead to the dependency, as far as the gaps allow.
            var wanted = x + ((to.CenterX - x) / (rows.Length - index + 1));
            var (enter, leave) = isDown ? (rows[index].Top, rows[index].Bottom) : (rows[index].Bottom, rows[index].Top);
            var gap = Gap(rows[index].Top, rows[index].Nodes, wanted, to.Key);
            Curve(path, (x, y), (gap, enter));
            path.Append(CultureInfo.InvariantCulture, $"V{leave:0.#}");
            (x, y) = (gap, leave);
        }

        Curve(path, (x, y), (to.CenterX, isDown ? to.Y : to.Y + to.Height));
        return path.ToString();
    }

    private double Gap(double row, DiagramNode[] nodes, double wanted, string to)
    {
        if (_trunks.TryGetValue((row, to), out var trunk) && Math.Abs(trunk - wanted) <= TrunkReach)
        {
            return trunk;
        }

        if (!_taken.TryGetValue(row, out var taken))
        {
            _taken[row] = taken = [];
        }

        var places = Places(nodes, wanted).ToArray();
        var free = Array.FindAll(places, place => taken.TrueForAll(other => Math.Abs(other - place) >= Distance));
        // With every gap full, links share the nearest one: still better than behind a node.
        var chosen = (free.Length > 0 ? free : places).MinBy(place => Math.Abs(place - wanted));
        taken.Add(chosen);
        _trunks[(row, to)] = chosen;
        return chosen;
    }

    // Points a link may pass: in each gap the one nearest to where it wants to go, and the lanes beside that.
    private IEnumerable<double> Places(DiagramNode[] nodes, double wanted)
    {
        var left = Clearance;
        foreach (var edge in nodes.Select(node => (node.X, End: node.X + node.Width)).Append((X: width, End: width)))
        {
            var right = edge.X - Clearance;
            if (right >= left)
            {
                var nearest = Math.Clamp(wanted, left, right);
                yield return nearest;
                for (var lane = 1; lane <= 4; lane++)
                {
                    if (nearest - (lane * Distance) >= left)
                    {
                        yield return nearest - (lane * Distance);
                    }

                    if (nearest + (lane * Distance) <= right)
                    {
                        yield return nearest + (lane * Distance);
                    }
                }
            }

            left = edge.End + Clearance;
        }
    }

    private static void Curve(StringBuilder path, (double X, double Y) from, (double X, double Y) to)
    {
        // Straight on: the vertical line that follows, or this one, says it all.
        if (Math.Abs(from.X - to.X) < 0.05)
        {
            path.Append(CultureInfo.InvariantCulture, $"V{to.Y:0.#}");
            return;
        }

        var middle = (from.Y + to.Y) / 2;
        path.Append(
            CultureInfo.InvariantCulture,
            $"C{from.X:0.#} {middle:0.#} {to.X:0.#} {middle:0.#} {to.X:0.#} {to.Y:0.#}");
    }
}
