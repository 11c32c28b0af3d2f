using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model.Diagram;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Reads the map's address. What makes no sense is left out: a broken link still opens the map.</summary>
public static class MapAddressReader
{
    /// <summary>Reads the parts of a query.</summary>
    public static MapAddress Read(string view, string? mode, string? selected, string? tile, string? incident) => new(
        view,
        ModeOf(mode),
        EntityId.TryParse(selected, out var id, out _) ? id : null,
        string.IsNullOrWhiteSpace(tile) ? null : tile,
        string.IsNullOrWhiteSpace(incident) ? null : incident);

    private static DiagramMode ModeOf(string? mode) => mode switch
    {
        "physical" => DiagramMode.Physical,
        "both" => DiagramMode.Both,
        _ => DiagramMode.Calls,
    };

    /// <summary>Reads what is laid over the map.</summary>
    public static OverlayKind Overlay(string? text) => text switch
    {
        "harm" => OverlayKind.Harm,
        "changes" => OverlayKind.Changes,
        _ => OverlayKind.Blast,
    };

    /// <summary>Reads a moment; null for anything else.</summary>
    public static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment)
            ? moment
            : null;
}
