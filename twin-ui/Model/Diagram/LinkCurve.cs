using System.Globalization;

namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Curves of links. Fixed points and one decimal, so that a drawing can be compared byte by byte.</summary>
internal static class LinkCurve
{
    /// <summary>From the lower edge of the dependent to the upper edge of the dependency; sideways on the same
    /// row.</summary>
    public static string Between(DiagramNode from, DiagramNode to)
    {
        if (Math.Abs(from.CenterY - to.CenterY) < 1)
        {
            return Sideways(from, to);
        }

        var isDown = to.CenterY > from.CenterY;
        var startY = isDown ? from.Y + from.Height : from.Y;
        var endY = isDown ? to.Y : to.Y + to.Height;
        var bend = (endY - startY) * 0.5;
        return Path(from.CenterX, startY, (from.CenterX, startY + bend), (to.CenterX, endY - bend), (to.CenterX, endY));
    }

    private static string Sideways(DiagramNode from, DiagramNode to)
    {
        // Below the row, so that it does not run through the nodes between the two.
        var dip = from.Height * 0.7;
        var y = from.Y + from.Height;
        return Path(from.CenterX, y, (from.CenterX, y + dip), (to.CenterX, y + dip), (to.CenterX, y));
    }

    private static string Path(
        double x, double y, (double X, double Y) first, (double X, double Y) second, (double X, double Y) end) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"M{x:0.#} {y:0.#} C{first.X:0.#} {first.Y:0.#} {second.X:0.#} {second.Y:0.#} {end.X:0.#} {end.Y:0.#}");
}
