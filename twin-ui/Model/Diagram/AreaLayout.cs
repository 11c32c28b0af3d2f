using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// Lays out estates of any size as areas in areas: the entities of an area in a grid, the areas in it on shelves below.
/// Known areas and entities keep their shelf and their place in the grid, new ones come last, so that an area that
/// grows moves what stands beside and below it and nothing changes its place among its neighbours. O(entities x depth
/// + links).
/// </summary>
internal static class AreaLayout
{
    private const double NodeWidth = 150;
    private const double NodeHeight = 46;
    private const double Gap = 12;
    private const double Padding = 14;
    private const double LeastHead = 26;
    private const double Margin = 16;

    // Of an area's height: a name must be readable from where the whole area is seen.
    private const double HeadShare = 0.045;

    // The frame of a map is wider than high.
    private const double Aspect = 2;

    // More ways to break areas into shelves are not tried.
    private const int MostShelves = 60;

    /// <summary>Arranges a topology.</summary>
    /// <param name="topology">The graph.</param>
    /// <param name="mode">By place, or by who belongs together.</param>
    /// <param name="earlier">The layout shown so far; null to arrange anew.</param>
    public static DiagramLayout Arrange(TopologySnapshot topology, DiagramMode mode, DiagramLayout? earlier)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var areas = AreaTree.Of(topology, mode);
        var known = earlier?.Cells ?? ImmutableSortedDictionary<string, DiagramCell>.Empty;
        var keys = areas.SelectMany(area => area.WithInner())
            .SelectMany(area => area.Entities.Select(entity => entity.Text).Append(area.Key))
            .ToArray();
        // With most of it new there is no picture in anybody's mind to preserve.
        var pen = new Pen(keys.Count(known.ContainsKey) * 2 < keys.Length ? known.Clear() : known);
        var root = pen.Measure(new Area("", null, "", areas, []));
        pen.Put(root, Margin - Padding, Margin - root.Head);
        return pen.Finish(topology, mode);
    }

    /// <summary>An area with its size and what stands where in it.</summary>
    /// <param name="Area">The area.</param>
    /// <param name="Grid">Its entities, each with its place in the grid.</param>
    /// <param name="Shelves">The areas in it, row by row.</param>
    /// <param name="Size">Width and height, borders included.</param>
    private sealed record Block(
        Area Area,
        List<(EntityId Entity, DiagramCell Cell)> Grid,
        List<List<Block>> Shelves,
        (double Width, double Height) Size)
    {
        public double Width => Size.Width;

        public double Height => Size.Height;

        public double Head { get; init; }
    }

    /// <summary>Collects boxes and nodes while the areas are walked.</summary>
    private sealed class Pen(ImmutableSortedDictionary<string, DiagramCell> known)
    {
        private readonly List<DiagramBox> _boxes = [];
        private readonly List<DiagramNode> _nodes = [];
        private readonly ImmutableSortedDictionary<string, DiagramCell>.Builder _cells =
            ImmutableSortedDictionary.CreateBuilder<string, DiagramCell>(StringComparer.Ordinal);

        public Block Measure(Area area)
        {
            var grid = Grid(area.Entities);
            var shelves = Shelves([.. area.Areas.Select(Measure)]);
            var columns = grid.Count == 0 ? 0 : grid.Max(one => one.Cell.Step) + 1;
            var rows = grid.Count == 0 ? 0 : grid.Max(one => one.Cell.Row) + 1;
            var width = Math.Max(
                columns * (NodeWidth + Gap),
                shelves.Select(shelf => shelf.Sum(block => block.Width + Gap)).DefaultIfEmpty(0).Max());
            var height = (rows * (NodeHeight + Gap)) + shelves.Sum(shelf => shelf.Max(block => block.Height) + Gap);
            var head = Math.Max(LeastHead, height * HeadShare);
            return new Block(
                area, grid, shelves,
                (Math.Max(width - Gap, NodeWidth) + (2 * Padding),
                    Math.Max(height - Gap, NodeHeight) + head + Padding))
            {
                Head = head,
            };
        }

        public void Put(Block block, double x, double y, int depth = -1)
        {
            if (depth >= 0)
            {
                _boxes.Add(new DiagramBox(
                    block.Area.Key, block.Area.Entity, block.Area.Label, depth, x, y, block.Width, block.Height));
            }

            var top = y + block.Head;
            foreach (var (entity, cell) in block.Grid)
            {
                _nodes.Add(new DiagramNode(
                    entity.Text, entity.Name, [entity], false, x + Padding + (cell.Step * (NodeWidth + Gap)),
                    top + (cell.Row * (NodeHeight + Gap)), NodeWidth, NodeHeight));
                _cells[entity.Text] = cell;
            }

            top += block.Grid.Count == 0 ? 0 : (block.Grid.Max(one => one.Cell.Row) + 1) * (NodeHeight + Gap);
            for (var shelf = 0; shelf < block.Shelves.Count; shelf++)
            {
                var left = x + Padding;
                for (var place = 0; place < block.Shelves[shelf].Count; place++)
                {
                    var inner = block.Shelves[shelf][place];
                    _cells[inner.Area.Key] = new DiagramCell(shelf, place);
                    Put(inner, left, top, depth + 1);
                    left += inner.Width + Gap;
                }

                top += block.Shelves[shelf].Max(inner => inner.Height) + Gap;
            }
        }

        public DiagramLayout Finish(TopologySnapshot topology, DiagramMode mode)
        {
            var nodes = _nodes.OrderBy(node => node.Key, StringComparer.Ordinal).ToImmutableArray();
            var boxes = _boxes.OrderBy(box => box.Depth).ToImmutableArray();
            var links = AreaLinks.Of(topology, mode, nodes, boxes);
            return new DiagramLayout(
                topology.Version,
                mode,
                _boxes.Count == 0 ? 0 : _boxes.Max(box => box.X + box.Width) + Margin,
                _boxes.Count == 0 ? 0 : _boxes.Max(box => box.Y + box.Height) + Margin,
                boxes,
                nodes,
                links,
                topology.Dependencies.Length - links.Sum(link => link.Count),
                _cells.ToImmutable());
        }

        private List<(EntityId Entity, DiagramCell Cell)> Grid(ImmutableArray<EntityId> entities)
        {
            var kept = entities.Where(entity => known.ContainsKey(entity.Text))
                .Select(entity => (Entity: entity, Cell: known[entity.Text]))
                .ToList();
            var columns = kept.Count > 0
                ? kept.Max(one => one.Cell.Step) + 1
                : Math.Max(1, (int)Math.Ceiling(Math.Sqrt(entities.Length * NodeHeight * Aspect / NodeWidth)));
            var taken = kept.Select(one => one.Cell).ToHashSet();
            var next = 0;
            foreach (var entity in entities.Where(entity => !known.ContainsKey(entity.Text)))
            {
                DiagramCell cell;
                do
                {
                    cell = new DiagramCell(next / columns, next % columns);
                    next++;
                }
                while (!taken.Add(cell));
                kept.Add((entity, cell));
            }

            return kept;
        }

        private List<List<Block>> Shelves(List<Block> blocks)
        {
            var shelves = blocks.Where(block => known.ContainsKey(block.Area.Key))
                .GroupBy(block => known[block.Area.Key].Row)
                .OrderBy(shelf => shelf.Key)
                .Select(shelf => shelf.OrderBy(block => known[block.Area.Key].Step).ToList())
                .ToList();
            var added = blocks.Where(block => !known.ContainsKey(block.Area.Key)).ToList();
            var widest = Widest(blocks);
            foreach (var block in added)
            {
                if (shelves.Count == 0 || shelves[^1].Sum(other => other.Width + Gap) + block.Width > widest)
                {
                    shelves.Add([]);
                }

                shelves[^1].Add(block);
            }

            return shelves;
        }

        // The width with which all areas together fill a frame best.
        private static double Widest(List<Block> blocks) => Enumerable.Range(1, Math.Min(blocks.Count, MostShelves))
            .Select(count => blocks.Take(count).Sum(block => block.Width + Gap))
            .DefaultIfEmpty(0)
            .MinBy(width => Math.Max(Filled(blocks, width).Width, Filled(blocks, width).Height * Aspect));

        private static (double Width, double Height) Filled(List<Block> blocks, double widest)
        {
            var (left, right, top, deep) = (0.0, 0.0, 0.0, 0.0);
            foreach (var block in blocks)
            {
                if (left > 0 && left + block.Width > widest)
                {
                    (left, top, deep) = (0, top + deep + Gap, 0);
                }

                left += block.Width + Gap;
                right = Math.Max(right, left);
                deep = Math.Max(deep, block.Height);
            }

            return (right, top + deep);
        }
    }
}
