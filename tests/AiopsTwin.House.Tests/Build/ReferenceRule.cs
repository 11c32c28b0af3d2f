using AiopsTwin.House.Tests.Support;

namespace AiopsTwin.House.Tests.Build;

/// <summary>Which project may refer to which: the arrows of docs/ARCHITECTURE.md. A project that is not named here
/// needs an ADR first.</summary>
public static class ReferenceRule
{
    /// <summary>Projects of the product, and what each refers to.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        ["AiopsTwin.Engine"] = [],
        ["AiopsTwin.Contracts"] = ["AiopsTwin.Engine"],
        ["AiopsTwin.Grains"] = ["AiopsTwin.Contracts", "AiopsTwin.Engine"],
        ["AiopsTwin.TwinUi"] = ["AiopsTwin.Contracts"],
        ["AiopsTwin.TwinUi.BlazorDiagrams"] = ["AiopsTwin.TwinUi"],
        ["AiopsTwin.Scenarios"] = ["AiopsTwin.Contracts", "AiopsTwin.Engine"],
        ["AiopsTwin.Cli"] = ["AiopsTwin.Contracts", "AiopsTwin.Engine", "AiopsTwin.Scenarios"],
        ["AiopsTwin.Silo"] =
        [
            "AiopsTwin.Contracts", "AiopsTwin.Engine", "AiopsTwin.Grains", "AiopsTwin.Scenarios", "AiopsTwin.TwinUi",
            "AiopsTwin.TwinUi.BlazorDiagrams",
        ],
    };

    /// <summary>References a project has and must not have.</summary>
    public static IEnumerable<string> Check(ProjectFile project)
    {
        if (project.Path.StartsWith("tests/", StringComparison.Ordinal))
        {
            yield break;
        }

        if (!Allowed.TryGetValue(project.Name, out var allowed))
        {
            yield return $"{project.Path}: an eighth project of code needs an ADR";
            yield break;
        }

        foreach (var reference in project.Projects.Except(allowed).Order(StringComparer.Ordinal))
        {
            yield return $"{project.Path}: must not refer to {reference}";
        }
    }
}
