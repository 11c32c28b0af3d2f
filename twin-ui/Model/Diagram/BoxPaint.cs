using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>How a place looks at the moment.</summary>
/// <param name="Health">Its own health; of a place that says nothing itself, the worst of what stands in it.</param>
/// <param name="Line">How many in it are in which state, the worst first.</param>
/// <param name="Name">Its name for those who cannot see it.</param>
/// <param name="Blast">What the overlay says.</param>
/// <param name="IsSelected">True for the place selected.</param>
public sealed record BoxPaint(EntityHealth Health, string Line, string Name, BlastMark Blast, bool IsSelected)
{
    /// <summary>Paints the boxes of a layout, in its order.</summary>
    public static ImmutableArray<BoxPaint> Of(
        DiagramLayout layout, ViewPicture picture, EntityId? selected, BlastOverlay? overlay)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(picture);
        return [.. layout.Boxes.Select(box => Of(box, Inside(box, layout), picture, (selected, overlay)))];
    }

    private static BoxPaint Of(
        DiagramBox box,
        ImmutableArray<EntityId> inside,
        ViewPicture picture,
        (EntityId? Selected, BlastOverlay? Overlay) context)
    {
        var shares = HealthWords.WorstFirst
            .Select(health => (Health: health, Count: inside.Count(member => picture.HealthOf(member) == health)))
            .Where(share => share.Count > 0)
            .ToArray();
        var own = box.Entity is { } entity ? picture.HealthOf(entity) : EntityHealth.Unknown;
        var health = own != EntityHealth.Unknown || shares.Length == 0 ? own : shares[0].Health;
        var line = shares switch
        {
            [] => "empty",
            [var only] => $"all {only.Count} {HealthWords.Word(only.Health)}",
            _ => string.Join(", ", shares.Select(share => $"{share.Count} {HealthWords.Word(share.Health)}")),
        };
        var mark = box.Entity is { } place && context.Overlay is { } overlay ? overlay.MarkOf(place) : BlastMark.None;
        return new BoxPaint(
            health,
            line,
            $"{box.Label}, {line}{BlastWords.Suffix(mark)}",
            mark,
            box.Entity is not null && box.Entity == context.Selected);
    }

    private static ImmutableArray<EntityId> Inside(DiagramBox box, DiagramLayout layout) =>
    [
        .. layout.Nodes
            .Where(node => node.X >= box.X && node.X + node.Width <= box.X + box.Width
                && node.Y >= box.Y && node.Y + node.Height <= box.Y + box.Height)
            .SelectMany(node => node.Members)
            .Where(member => member != box.Entity),
    ];
}
