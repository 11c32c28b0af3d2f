using AiopsTwin.Scenarios.Estates;

namespace AiopsTwin.Scenarios.Imports;

/// <summary>Names for what is made of a file.</summary>
internal static class ImportName
{
    private const int Longest = 60;

    /// <summary>The file's name without its ending, as a name of the formats; <c>imported</c> when nothing is left of
    /// it.</summary>
    public static string Of(string file)
    {
        var slug = NameDraws.Slug(Path.GetFileNameWithoutExtension(file));
        slug = slug.Length > Longest ? slug[..Longest].TrimEnd('-') : slug;
        return slug.Length == 0 ? "imported" : slug;
    }
}
