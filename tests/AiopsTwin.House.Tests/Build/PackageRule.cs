using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Build;

/// <summary>Packages with one home each, versions in one place, and a lock file beside every project.</summary>
public static class PackageRule
{
    /// <summary>Packages that have exactly one home among the projects of the product.</summary>
    public static IReadOnlyDictionary<string, string> Homes { get; } = new Dictionary<string, string>
    {
        ["Microsoft.Orleans.Server"] = "AiopsTwin.Silo",
        ["Microsoft.Orleans.Persistence.AdoNet"] = "AiopsTwin.Silo",
        ["Microsoft.Orleans.Clustering.AdoNet"] = "AiopsTwin.Silo",
        ["MathNet.Numerics"] = "AiopsTwin.Engine",
        ["Bogus"] = "AiopsTwin.Scenarios",
        ["YamlDotNet"] = "AiopsTwin.Scenarios",
        ["System.CommandLine"] = "AiopsTwin.Cli",
        ["Microsoft.Data.Sqlite"] = "AiopsTwin.Silo",
        ["Npgsql"] = "AiopsTwin.Silo",
        ["Snappier"] = "AiopsTwin.Silo",
    };

    /// <summary>What the Engine may refer to beside the base library; nothing else.</summary>
    public static IReadOnlyList<string> EnginePackages { get; } =
        ["MathNet.Numerics", "Microsoft.Orleans.Serialization", "Microsoft.Orleans.CodeGenerator"];

    /// <summary>Packages in the wrong place and versions outside <c>Directory.Packages.props</c>.</summary>
    public static IEnumerable<string> Check(ProjectFile project)
    {
        foreach (var (package, version) in project.Packages)
        {
            if (version is not null)
            {
                yield return $"{project.Path}: the version of {package} belongs into Directory.Packages.props";
            }

            if (!project.Path.StartsWith("tests/", StringComparison.Ordinal)
                && Homes.TryGetValue(package, out var home)
                && home != project.Name)
            {
                yield return $"{project.Path}: {package} has its home in {home}";
            }

            if (project.Name == "AiopsTwin.Engine" && !EnginePackages.Contains(package))
            {
                yield return $"{project.Path}: the Engine does without {package}";
            }
        }
    }
}
