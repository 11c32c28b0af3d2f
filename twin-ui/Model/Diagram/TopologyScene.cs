using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>What an overlay says of a node: predicted by the blast radius, observed to be affected, or both.</summary>
public enum BlastMark
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>Where the blast starts: the suspect, or the entity asked about.</summary>
    Origin,

    /// <summary>Predicted and not (yet) observed.</summary>
    Predicted,

    /// <summary>Observed and not predicted.</summary>
    Observed,

    /// <summary>Predicted and observed.</summary>
    Both,
}

/// <summary>A predicted and an observed set of entities to compare on the map.</summary>
/// <param name="Origin">Where the prediction starts; null when there is none.</param>
/// <param name="Predicted">Entities predicted to be impaired.</param>
/// <param name="Observed">Entities observed to be affected.</param>
/// <param name="Title">What is compared, for the legend.</param>
public sealed record BlastOverlay(
    EntityId? Origin, ImmutableHashSet<EntityId> Predicted, ImmutableHashSet<EntityId> Observed, string Title)
{
    /// <summary>What the overlay says of one entity.</summary>
    public BlastMark MarkOf(EntityId entity) => (Predicted.Contains(entity), Observed.Contains(entity)) switch
    {
        _ when entity == Origin => BlastMark.Origin,
        (true, true) => BlastMark.Both,
        (true, false) => BlastMark.Predicted,
        (false, true) => BlastMark.Observed,
        _ => BlastMark.None,
    };
}

/// <summary>How a node looks at the moment. Equal paint means that nothing has to be drawn anew.</summary>
/// <param name="Health">Its health; of a tile, the worst of its members.</param>
/// <param name="Line">The second line: numbers, or counts per state.</param>
/// <param name="Name">Its name for those who cannot see it: label, kind, health, numbers.</param>
/// <param name="Blast">What the overlay says.</param>
/// <param name="IsSelected">True for the node selected.</param>
/// <param name="Shares">Of a tile: members per health, worst first; empty for a plain node.</param>
public sealed record NodePaint(
    EntityHealth Health,
    string Line,
    string Name,
    BlastMark Blast,
    bool IsSelected,
    ImmutableArray<(EntityHealth Health, int Count)> Shares)
{
    /// <inheritdoc />
    public bool Equals(NodePaint? other) => other is not null && Health == other.Health && Line == other.Line
        && Name == other.Name && Blast == other.Blast && IsSelected == other.IsSelected
        && Shares.AsSpan().SequenceEqual(other.Shares.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Health, Line, Blast, IsSelected);
}

/// <summary>A layout with the present painted on it.</summary>
/// <param name="Layout">Where everything stands.</param>
/// <param name="Paint">How each node looks, in the order of the layout's nodes.</param>
/// <param name="SelectedKey">Key of the selected node; null when none is.</param>
public sealed record TopologyScene(DiagramLayout Layout, ImmutableArray<NodePaint> Paint, string? SelectedKey)
{
    /// <summary>How each place looks, in the order of the layout's boxes.</summary>
    public ImmutableArray<BoxPaint> Boxes { get; init; } = [];

    /// <summary>Nodes along which a fault is predicted to travel; links between them are marked.</summary>
    public ImmutableHashSet<string> Reached { get; init; } = [];

    /// <summary>Paints a picture on a layout.</summary>
    public static TopologyScene Of(
        DiagramLayout layout, ViewPicture picture, EntityId? selected, BlastOverlay? overlay)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(picture);
        var running = layout.Mode == DiagramMode.Physical ? RunningOn(picture) : [];
        var paint = layout.Nodes
            .Select(node => node.IsTile
                ? Tile(node, picture, selected, overlay)
                : Plain(node, picture, selected, (overlay, running)))
            .ToImmutableArray();
        return new TopologyScene(layout, paint, selected is { } id ? layout.NodeOf(id)?.Key : null)
        {
            Boxes = BoxPaint.Of(layout, picture, selected, overlay),
            Reached =
            [
                .. layout.Nodes.Zip(paint)
                    .Where(pair => pair.Second.Blast is BlastMark.Origin or BlastMark.Predicted or BlastMark.Both)
                    .Select(pair => pair.First.Key),
            ],
        };
    }

    private static NodePaint Plain(
        DiagramNode node,
        ViewPicture picture,
        EntityId? selected,
        (BlastOverlay? Overlay, Dictionary<EntityId, int> Running) context)
    {
        var entity = node.Members[0];
        var vitals = picture.Vitals.GetValueOrDefault(entity);
        var health = vitals?.Health ?? EntityHealth.Unknown;
        var mark = context.Overlay?.MarkOf(entity) ?? BlastMark.None;
        var line = VitalsLine.Of(entity, vitals, context.Running.GetValueOrDefault(entity));
        var alerts = vitals is { FiringAlerts: > 0 } ? $", {Units.Count(vitals.FiringAlerts, "alert")}" : "";
        var name = $"{node.Label}, {KindWords.Word(entity.Kind)}, {HealthWords.Word(health)}{alerts}, {line}"
            + BlastWords.Suffix(mark);
        return new NodePaint(health, line, name, mark, selected == entity, []);
    }

    private static NodePaint Tile(DiagramNode node, ViewPicture picture, EntityId? selected, BlastOverlay? overlay)
    {
        var shares = HealthWords.WorstFirst
            .Select(health => (Health: health, Count: node.Members.Count(member => picture.HealthOf(member) == health)))
            .Where(share => share.Count > 0)
            .ToImmutableArray();
        var worst = shares.IsEmpty ? EntityHealth.Unknown : shares[0].Health;
        var all = string.Join(", ", shares.Select(share => $"{share.Count} {HealthWords.Word(share.Health)}"));
        // On the tile there is room for the worst of them; the name and the panel say it all.
        var line = shares.Length > 1
            ? $"{shares[0].Count} {HealthWords.Word(worst)} of {node.Members.Length}"
            : all;
        var predicted = overlay is null ? 0 : node.Members.Count(overlay.Predicted.Contains);
        var observed = overlay is null ? 0 : node.Members.Count(overlay.Observed.Contains);
        var mark = (predicted > 0, observed > 0) switch
        {
            _ when overlay?.Origin is { } origin && node.Members.BinarySearch(origin) >= 0 => BlastMark.Origin,
            (true, true) => BlastMark.Both,
            (true, false) => BlastMark.Predicted,
            (false, true) => BlastMark.Observed,
            _ => BlastMark.None,
        };
        var blast = mark == BlastMark.None ? "" : $", {predicted} predicted and {observed} observed to be affected";
        var isSelected = selected is { } id && node.Members.BinarySearch(id) >= 0;
        return new NodePaint(
            worst, line, $"{node.Label}, {node.Members.Length} entities, {all}{blast}", mark, isSelected, shares);
    }

    private static Dictionary<EntityId, int> RunningOn(ViewPicture picture) => picture.Topology.Dependencies
        .Where(link => link.Kind == Engine.Topology.DependencyKind.RunsOn)
        .GroupBy(link => link.On)
        .ToDictionary(links => links.Key, links => links.Count());
}
