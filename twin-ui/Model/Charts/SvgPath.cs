using System.Globalization;
using System.Text;

namespace AiopsTwin.TwinUi.Model.Charts;

/// <summary>Points as the text of an SVG path.</summary>
public static class SvgPath
{
    /// <summary>A line through points; empty with fewer than two.</summary>
    public static string Line(IEnumerable<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var path = new StringBuilder();
        var count = 0;
        foreach (var (x, y) in points)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(count++ == 0 ? 'M' : 'L')}{x} {y}");
        }

        return count < 2 ? "" : path.ToString();
    }

    /// <summary>An area round points; empty with fewer than two.</summary>
    public static string Closed(IEnumerable<(double X, double Y)> points) => Line(points) is { Length: > 0 } line
        ? line + "Z"
        : "";
}
