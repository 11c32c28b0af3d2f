using System.Xml.Linq;

namespace AiopsTwin.House.Tests.Support;

/// <summary>What a project file says of its references.</summary>
/// <param name="Path">Path from the root.</param>
/// <param name="Projects">Names of the projects it refers to; those it only starts as a process are left out.</param>
/// <param name="Packages">Packages it refers to, with the version when one is written.</param>
public sealed record ProjectFile(
    string Path, IReadOnlyList<string> Projects, IReadOnlyList<(string Name, string? Version)> Packages)
{
    /// <summary>Name of the project.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Reads a project file.</summary>
    public static ProjectFile Parse(string path, string text)
    {
        var document = XDocument.Parse(text);
        var projects = document.Descendants("ProjectReference")
            .Where(item => (string?)item.Attribute("ReferenceOutputAssembly") != "false")
            .Select(item => System.IO.Path.GetFileNameWithoutExtension((string)item.Attribute("Include")!));
        var packages = document.Descendants("PackageReference")
            .Select(item => ((string)item.Attribute("Include")!, VersionOf(item)));
        return new ProjectFile(path, [.. projects], [.. packages]);
    }

    private static string? VersionOf(XElement item) =>
        (string?)item.Attribute("Version")
        ?? (string?)item.Attribute("VersionOverride")
        ?? (string?)item.Element("Version");
}
