using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>How a node looks at the moment. Equal paint means that nothing has to be drawn anew.</summary>
/// <param name="Health">Its health; of a tile, the worst of its members.</param>
/// <param name="Line">The second line: numbers, or counts per state.</param>
/// <param name="Name">Its name for those who cannot see it: label, kind, health, numbers.</param>
/// <param name="Mark">What the overlay says.</param>
/// <param name="IsSelected">True for the node selected.</param>
/// <param name="Shares">Of a tile: members per health, worst first; empty for a plain node.</param>
public sealed record NodePaint(
    EntityHealth Health,
    string Line,
    string Name,
    OverlayMark Mark,
    bool IsSelected,
    ImmutableArray<(EntityHealth Health, int Count)> Shares)
{
    /// <summary>True for what the filter leaves out: it is drawn pale.</summary>
    public bool IsPale { get; init; }

    /// <summary>Paints a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="picture">The present.</param>
    /// <param name="look">What the reader asked to see.</param>
    /// <param name="running">How many things run on each machine.</param>
    public static NodePaint Of(
        DiagramNode node, ViewPicture picture, SceneLook look, IReadOnlyDictionary<EntityId, int> running)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(running);
        return node.IsTile ? Tile(node, picture, look) : Plain(node, picture, look, running);
    }

    /// <inheritdoc />
    public bool Equals(NodePaint? other) => ReferenceEquals(this, other)
        || (other is not null && Health == other.Health && Line == other.Line && Name == other.Name
            && Mark == other.Mark && IsSelected == other.IsSelected && IsPale == other.IsPale
            && Shares.AsSpan().SequenceEqual(other.Shares.AsSpan()));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Health, Line, Mark, IsSelected);

    private static NodePaint Plain(
        DiagramNode node, ViewPicture picture, SceneLook look, IReadOnlyDictionary<EntityId, int> running)
    {
        var entity = node.Members[0];
        var vitals = picture.Vitals.GetValueOrDefault(entity);
        var health = vitals?.Health ?? EntityHealth.Unknown;
        var mark = look.Overlay?.MarkOf(entity) ?? OverlayMark.None;
        var now = VitalsLine.Of(entity, vitals, running.GetValueOrDefault(entity));
        var forecast = look.Overlay is BlastOverlay blast ? blast.Forecast(entity, vitals) : "";
        var alerts = vitals is { FiringAlerts: > 0 } ? $", {Units.Count(vitals.FiringAlerts, "alert")}" : "";
        var name = $"{node.Label}, {KindWords.Word(entity.Kind)}, {HealthWords.Word(health)}{alerts}, {now}"
            + Part(mark.Words) + Part(forecast);
        return new NodePaint(health, forecast.Length > 0 ? forecast : now, name, mark, look.Selected == entity, [])
        {
            IsPale = look.Filter?.Passes(entity.Kind, health) == false,
        };
    }

    private static NodePaint Tile(DiagramNode node, ViewPicture picture, SceneLook look)
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
        var mark = look.Overlay?.MarkOf(node.Members) ?? OverlayMark.None;
        var isSelected = look.Selected is { } id && node.Members.BinarySearch(id) >= 0;
        return new NodePaint(
            worst, line, $"{node.Label}, {node.Members.Length} entities, {all}{Part(mark.Words)}", mark, isSelected,
            shares)
        {
            IsPale = look.Filter is { } filter
                && !node.Members.Any(member => filter.Passes(member.Kind, picture.HealthOf(member))),
        };
    }

    private static string Part(string words) => words.Length == 0 ? "" : $", {words}";
}
