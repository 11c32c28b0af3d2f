using System.Globalization;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Which part of a scene is seen: the point in the middle of the frame, and how large things are.</summary>
/// <param name="X">Across, in units of the layout.</param>
/// <param name="Y">Down, in units of the layout.</param>
/// <param name="Zoom">Pixels for one unit of the layout.</param>
public sealed record SceneView(double X, double Y, double Zoom)
{
    /// <summary>Furthest away: ten thousand entities fit a screen well before.</summary>
    public const double LeastZoom = 0.005;

    /// <summary>Nearest.</summary>
    public const double MostZoom = 8;

    /// <summary>As written in an address.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{X:0.#},{Y:0.#},{Zoom:0.####}");

    /// <summary>Reads what <see cref="Text"/> wrote; null for anything else.</summary>
    public static SceneView? Parse(string? text)
    {
        var parts = (text ?? "").Split(',');
        return parts.Length == 3 && Number(parts[0]) is { } x && Number(parts[1]) is { } y
            && Number(parts[2]) is >= LeastZoom and <= MostZoom and var zoom
            ? new SceneView(x, y, zoom)
            : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;
}
