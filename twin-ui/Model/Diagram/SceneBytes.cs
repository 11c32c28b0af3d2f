using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using AiopsTwin.Engine.Detection;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>
/// A scene, and what changes in it, as bytes for the script that draws it on a canvas. Little endian, words of four
/// bytes. A scene: width, height, width and height of a node, counts of boxes, nodes, links and bytes of text; then 24
/// bytes a box (left, top, width, height, index of the box around or −1, depth with the look from bit 8 on), 16 bytes
/// a node (left, top, index of its box, kind with the look from bit 8 on), 12 bytes a link (two ends, look), and a line
/// of text for every box and node: key, and after a tab its label where that is not the key's name. A change: counts of
/// nodes, boxes and links, the selected one, and 4 bytes for each that changed: its look with its index from bit 10 on.
/// An end or a selection at or past the count of nodes is a box.
/// </summary>
public static class SceneBytes
{
    private const int LookBits = 10;

    /// <summary>A whole scene, without its selection.</summary>
    public static byte[] Of(TopologyScene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var layout = scene.Layout;
        var text = Encoding.UTF8.GetBytes(string.Join('\n', layout.Boxes.Select(box => Line(box.Key, box.Label))
            .Concat(layout.Nodes.Select(node => Line(node.Key, node.Label)))));
        var bytes = new byte[
            32 + (24 * layout.Boxes.Length) + (16 * layout.Nodes.Length) + (12 * layout.Links.Length) + text.Length];
        var pen = new Pen(bytes);
        pen.Real(layout.Width, layout.Height);
        pen.Real(layout.Nodes.IsEmpty ? 0 : layout.Nodes[0].Width, layout.Nodes.IsEmpty ? 0 : layout.Nodes[0].Height);
        pen.Whole(layout.Boxes.Length, layout.Nodes.Length, layout.Links.Length, text.Length);
        var around = Around(layout);
        for (var index = 0; index < layout.Boxes.Length; index++)
        {
            var box = layout.Boxes[index];
            pen.Real(box.X, box.Y, box.Width, box.Height);
            pen.Whole(around.Boxes[index], box.Depth | (Look(scene.Boxes[index]) << 8));
        }

        for (var index = 0; index < layout.Nodes.Length; index++)
        {
            var node = layout.Nodes[index];
            pen.Real(node.X, node.Y);
            pen.Whole(
                around.Nodes[index],
                (node.IsTile ? 255 : (int)node.Members[0].Kind) | (Look(scene.Paint[index]) << 8));
        }

        var indexOf = IndexOf(layout);
        for (var index = 0; index < layout.Links.Length; index++)
        {
            var link = layout.Links[index];
            pen.Whole(indexOf[link.From], indexOf[link.To], Look(link, scene.Links[index]));
        }

        text.CopyTo(bytes.AsSpan(bytes.Length - text.Length));
        return bytes;
    }

    /// <summary>What changed between two scenes of one layout.</summary>
    /// <param name="scene">The later scene.</param>
    /// <param name="delta">What changed.</param>
    public static byte[] Of(TopologyScene scene, TopologyDelta delta)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(delta);
        var bytes = new byte[16 + (4 * (delta.Nodes.Length + delta.Boxes.Length + delta.Links.Length))];
        var pen = new Pen(bytes);
        pen.Whole(delta.Nodes.Length, delta.Boxes.Length, delta.Links.Length, Selected(scene));
        foreach (var index in delta.Nodes)
        {
            pen.Whole(Look(scene.Paint[index]) | (index << LookBits));
        }

        foreach (var index in delta.Boxes)
        {
            pen.Whole(Look(scene.Boxes[index]) | (index << LookBits));
        }

        foreach (var index in delta.Links)
        {
            pen.Whole(Look(scene.Layout.Links[index], scene.Links[index]) | (index << LookBits));
        }

        return bytes;
    }

    private static int Selected(TopologyScene scene)
    {
        var layout = scene.Layout;
        for (var index = 0; index < layout.Nodes.Length; index++)
        {
            if (layout.Nodes[index].Key == scene.SelectedKey)
            {
                return index;
            }
        }

        for (var index = 0; index < scene.Boxes.Length; index++)
        {
            if (scene.Boxes[index].IsSelected)
            {
                return layout.Nodes.Length + index;
            }
        }

        return -1;
    }

    private static string Line(string key, string label) =>
        key.EndsWith(':' + label, StringComparison.Ordinal) ? key : $"{key}\t{label}";

    private static int Look(NodePaint paint) => Look(paint.Health, paint.Mark) | (paint.IsPale ? 1 << 8 : 0);

    private static int Look(BoxPaint paint) => Look(paint.Health, paint.Mark);

    private static int Look(EntityHealth health, OverlayMark mark) =>
        (int)health | ((int)mark.Blast << 2) | (mark.Level << 5);

    private static int Look(DiagramLink link, LinkPaint paint) =>
        (int)link.Kind | (paint.Traffic << 3) | (paint.HasErrors ? 1 << 6 : 0)
        | (link.Redundancy is null ? 0 : 1 << 7);

    private static Dictionary<string, int> IndexOf(DiagramLayout layout)
    {
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < layout.Boxes.Length; index++)
        {
            indexOf[layout.Boxes[index].Key] = layout.Nodes.Length + index;
        }

        for (var index = 0; index < layout.Nodes.Length; index++)
        {
            indexOf[layout.Nodes[index].Key] = index;
        }

        return indexOf;
    }

    // Boxes come outermost first, so the last that holds something is the nearest around it.
    private static (int[] Boxes, int[] Nodes) Around(DiagramLayout layout)
    {
        var nodes = Enumerable.Repeat(-1, layout.Nodes.Length).ToArray();
        for (var index = 0; index < layout.Boxes.Length; index++)
        {
            foreach (var node in layout.Inside[index])
            {
                nodes[node] = index;
            }
        }

        return ([.. layout.Boxes.Select(box => Around(layout.Boxes, box))], nodes);
    }

    private static int Around(ImmutableArray<DiagramBox> boxes, DiagramBox inner)
    {
        var found = -1;
        for (var index = 0; index < boxes.Length && boxes[index].Depth < inner.Depth; index++)
        {
            var box = boxes[index];
            if (box.X <= inner.X && box.Y <= inner.Y && box.X + box.Width >= inner.X + inner.Width
                && box.Y + box.Height >= inner.Y + inner.Height)
            {
                found = index;
            }
        }

        return found;
    }

    /// <summary>Writes words one after the other.</summary>
    private ref struct Pen(Span<byte> bytes)
    {
        private Span<byte> _rest = bytes;

        public void Real(params ReadOnlySpan<double> values)
        {
            foreach (var value in values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(_rest, (float)value);
                _rest = _rest[4..];
            }
        }

        public void Whole(params ReadOnlySpan<int> values)
        {
            foreach (var value in values)
            {
                BinaryPrimitives.WriteInt32LittleEndian(_rest, value);
                _rest = _rest[4..];
            }
        }
    }
}
