namespace AiopsTwin.TwinUi.Model.Diagram;

/// <summary>Texts made to fit into a node.</summary>
public static class NodeText
{
    /// <summary>A name in so many letters. Names of siblings begin alike (<c>payments-ap-north</c>,
    /// <c>payments-ap-south</c>), so the middle is left out and not the end.</summary>
    public static string Fit(string name, int length)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length <= length)
        {
            return name;
        }

        var end = (length - 1) / 2;
        return $"{name[..(length - 1 - end)]}…{name[^end..]}";
    }

    /// <summary>A line in so many letters, cut at its end.</summary>
    public static string Cut(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= length ? text : text[..(length - 1)] + "…";
    }
}
