using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>How a place looks at the moment.</summary>
/// <param name="Health">Its own health; of a place that says nothing itself, the worst of what stands in it.</param>
/// <param name="Line">How many in it are in which state, the worst first.</param>
/// <param name="Name">Its name for those who cannot see it.</param>
/// <param name="Mark">What the overlay says.</param>
/// <param name="IsSelected">True for the place selected.</param>
public sealed record BoxPaint(EntityHealth Health, string Line, string Name, OverlayMark Mark, bool IsSelected)
{
    /// <summary>Paints the boxes of a layout, in its order.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="nodes">How its nodes look, in its order.</param>
    /// <param name="picture">The present.</param>
    /// <param name="look">What the reader asked to see.</param>
    public static ImmutableArray<BoxPaint> Of(
        DiagramLayout layout, ImmutableArray<NodePaint> nodes, ViewPicture picture, SceneLook look)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(look);
        return
        [
            .. layout.Boxes.Select((box, index) => Of(
                box, Shares(layout.Inside[index].Select(node => nodes[node])), picture, look)),
        ];
    }

    private static BoxPaint Of(
        DiagramBox box, (EntityHealth Health, int Count)[] shares, ViewPicture picture, SceneLook look)
    {
        var own = box.Entity is { } entity ? picture.HealthOf(entity) : EntityHealth.Unknown;
        var health = own != EntityHealth.Unknown || shares.Length == 0 ? own : shares[0].Health;
        var line = shares switch
        {
            [] => "empty",
            [var only] => $"all {only.Count} {HealthWords.Word(only.Health)}",
            _ => string.Join(", ", shares.Select(share => $"{share.Count} {HealthWords.Word(share.Health)}")),
        };
        var mark = box.Entity is { } place && look.Overlay is { } overlay ? overlay.MarkOf(place) : OverlayMark.None;
        var words = mark.Words.Length == 0 ? "" : $", {mark.Words}";
        return new BoxPaint(
            health, line, $"{box.Label}, {line}{words}", mark,
            box.Entity is not null && box.Entity == look.Selected);
    }

    private static (EntityHealth Health, int Count)[] Shares(IEnumerable<NodePaint> inside)
    {
        var counts = new int[HealthWords.WorstFirst.Count];
        foreach (var node in inside)
        {
            if (node.Shares.IsEmpty)
            {
                counts[(int)node.Health]++;
            }

            foreach (var (health, count) in node.Shares)
            {
                counts[(int)health] += count;
            }
        }

        return
        [
            .. HealthWords.WorstFirst.Select(health => (health, counts[(int)health])).Where(share => share.Item2 > 0),
        ];
    }
}
