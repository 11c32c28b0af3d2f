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
}
