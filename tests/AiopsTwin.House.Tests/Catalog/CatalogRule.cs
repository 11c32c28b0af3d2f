using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Catalog;

/// <summary>
/// The catalogue says where it comes from: a synthetic scenario is bound to its folder's name and has a control of the
/// same estate unless nothing breaks in it; a recorded one says its provenance and licence; an estate says in its first
/// lines what of it is invented.
/// </summary>
public static class CatalogRule
{
    private const string Synthetic = "scenarios/catalog/synthetic/";
    private const string Recorded = "scenarios/catalog/recorded/";

    /// <summary>Complaints about the files of a catalogue.</summary>
    /// <param name="files">Paths and texts of all files beneath <c>scenarios/catalog</c>.</param>
    public static IEnumerable<string> Check(IReadOnlyDictionary<string, string> files)
    {
        foreach (var (path, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var folder = path[..path.LastIndexOf('/')];
            if (path.StartsWith(Synthetic, StringComparison.Ordinal)
                && path.EndsWith("/scenario.yaml", StringComparison.Ordinal))
            {
                foreach (var complaint in Scenario(files, folder, text))
                {
                    yield return $"{path}: {complaint}";
                }
            }
            else if (path.StartsWith(Recorded, StringComparison.Ordinal)
                && path.EndsWith(".yaml", StringComparison.Ordinal))
            {
                if (!text.Contains("provenance:", StringComparison.Ordinal)
                    || !text.Contains("licence:", StringComparison.Ordinal))
                {
                    yield return $"{path}: says neither provenance nor licence";
                }
            }
            else if (path.StartsWith("scenarios/catalog/estates/", StringComparison.Ordinal)
                && !text.StartsWith('#'))
            {
                yield return $"{path}: does not begin by saying what of it is invented";
            }
        }
    }

    /// <summary>Files of the repository's catalogue.</summary>
    public static IReadOnlyDictionary<string, string> OfRepository() => Repository.Texts("*.yaml")
        .Where(file => file.Path.StartsWith("scenarios/catalog/", StringComparison.Ordinal))
        .ToDictionary(file => file.Path, file => file.Text);

    private static IEnumerable<string> Scenario(
        IReadOnlyDictionary<string, string> files, string folder, string text)
    {
        var name = folder[(folder.LastIndexOf('/') + 1)..];
        if (!text.Contains($"\nname: {name}\n", StringComparison.Ordinal))
        {
            yield return "is not named by its folder";
        }

        var breaks = text.Contains("\ntruth:", StringComparison.Ordinal);
        if (breaks && !files.ContainsKey($"{folder}-control/scenario.yaml"))
        {
            yield return "has no control";
        }

        if (name.EndsWith("-control", StringComparison.Ordinal) && breaks)
        {
            yield return "is a control and has a truth";
        }
    }
}
