using System.Globalization;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.TwinUi.Model.Diagram;

namespace AiopsTwin.TwinUi.Model;

/// <summary>Addresses of pages. An address is the whole state of a page: whoever opens it sees the same.</summary>
public static class PageLinks
{
    /// <summary>The map.</summary>
    public static string Map(MapAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return "/" + Query(
            ("view", ViewPart(address.View)),
            ("mode", ModePart(address.Mode)),
            ("sel", address.Selected?.Text),
            ("tile", address.Tile),
            ("inc", address.Incident),
            ("table", address.IsTable ? "1" : null),
            ("in", address.Scope.Area),
            ("focus", address.Scope.Focus?.Text),
            ("hops", Hops(address.Scope)),
            ("from", address.Scope.From?.Text),
            ("to", address.Scope.To?.Text),
            ("over", address.Overlay == OverlayKind.Blast ? null : address.Overlay.ToString().ToLowerInvariant()),
            ("since", address.Overlay == OverlayKind.Changes && address.Since is { } since
                ? Units.Machine(since)
                : null),
            ("kind", address.Filter.KindText),
            ("health", address.Filter.HealthText),
            ("at", address.At?.Text));
    }

    /// <summary>The list of incidents of a view.</summary>
    public static string Incidents(string view) => "/incidents" + Query(("view", ViewPart(view)));

    /// <summary>Everything that can run out.</summary>
    /// <param name="view">The view.</param>
    /// <param name="work">The amount of work of the what-if, as a factor; null for the usual one.</param>
    /// <param name="lead">Days it takes to provide more; null for the usual ones.</param>
    public static string Capacity(string view, double? work = null, int? lead = null) => "/capacity" + Query(
        ("view", ViewPart(view)),
        ("work", work?.ToString(CultureInfo.InvariantCulture)),
        ("lead", lead?.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What silences and gates withhold.</summary>
    public static string Held(string view) => "/held" + Query(("view", ViewPart(view)));

    /// <summary>One incident.</summary>
    /// <param name="view">The view.</param>
    /// <param name="incident">Its id.</param>
    /// <param name="alert">Fingerprint of the alert that is asked why it is there; null for none.</param>
    /// <param name="not">The other incident of which is asked why the alert is not there; null for none.</param>
    public static string Incident(string view, string incident, string? alert = null, string? not = null) =>
        $"/incidents/{Uri.EscapeDataString(incident)}"
        + Query(("view", ViewPart(view)), ("alert", alert), ("not", alert is null ? null : not))
        + (alert is null ? "" : "#why");

    /// <summary>One entity. Slashes in its name stay, the route takes them.</summary>
    public static string Entity(string view, EntityId entity) =>
        "/entities/" + Uri.EscapeDataString(entity.Text).Replace("%2F", "/", StringComparison.Ordinal)
            .Replace("%3A", ":", StringComparison.Ordinal) + Query(("view", ViewPart(view)));

    /// <summary>The library of scenarios and the runs.</summary>
    public static string Runs() => "/runs";

    /// <summary>One run. Without a mode the page shows the graph on which the cause can be seen.</summary>
    public static string Run(string run, EntityId? selected = null, DiagramMode? mode = null) =>
        $"/runs/{Uri.EscapeDataString(run)}" + Query(
            ("sel", selected?.Text), ("mode", mode?.ToString().ToLowerInvariant()));

    // Colons are harmless in a query and make "service:checkout" readable.
    private static string Escaped(string value) =>
        Uri.EscapeDataString(value).Replace("%3A", ":", StringComparison.Ordinal);

    private static string? Hops(MapScope scope) => scope.Focus is null || scope.Hops == MapScope.UsualHops
        ? null
        : scope.Hops.ToString(CultureInfo.InvariantCulture);

    private static string? ModePart(DiagramMode mode) =>
        mode == DiagramMode.Calls ? null : mode.ToString().ToLowerInvariant();

    private static string? ViewPart(string view) => view == ViewKey.Default ? null : view;

    private static string Query(params (string Name, string? Value)[] parts)
    {
        var present = parts.Where(part => !string.IsNullOrEmpty(part.Value))
            .Select(part => $"{part.Name}={Escaped(part.Value!)}")
            .ToArray();
        return present.Length == 0 ? "" : "?" + string.Join('&', present);
    }
}

/// <summary>Everything the map's address says.</summary>
/// <param name="View">The view.</param>
/// <param name="Mode">Which graph.</param>
/// <param name="Selected">The entity selected.</param>
/// <param name="Tile">Key of the tile selected.</param>
/// <param name="Incident">The incident whose blast radius is laid over.</param>
/// <param name="IsTable">True for the table instead of the drawing.</param>
/// <param name="At">Which part of the drawing is seen; null for the whole.</param>
public sealed record MapAddress(
    string View,
    DiagramMode Mode = DiagramMode.Calls,
    EntityId? Selected = null,
    string? Tile = null,
    string? Incident = null,
    bool IsTable = false,
    SceneView? At = null)
{
    /// <summary>What stands out.</summary>
    public MapFilter Filter { get; init; } = MapFilter.All;

    /// <summary>Which part of the estate is shown.</summary>
    public MapScope Scope { get; init; } = MapScope.Whole;

    /// <summary>What is laid over the map.</summary>
    public OverlayKind Overlay { get; init; }

    /// <summary>The moment with which the present is compared; null for none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The address of another part of the estate, or of another graph; what is seen of it begins
    /// anew.</summary>
    public MapAddress Showing(MapScope scope, DiagramMode? mode = null) =>
        this with { Scope = scope, Mode = mode ?? Mode, Tile = null, At = null };
}
