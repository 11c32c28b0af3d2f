using System.Text.RegularExpressions;

namespace AiopsTwin.House.Tests.Build;

/// <summary>The solution holds every project, and every project it names exists: what is not in it is neither built
/// nor tested.</summary>
public static partial class SolutionRule
{
    /// <summary>Projects that no solution holds, with the decision that says why; they have no lock file
    /// either.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["twin-ui/BlazorDiagrams/AiopsTwin.TwinUi.BlazorDiagrams.csproj"] =
            "docs/adr/0021-the-library-stands-in-a-project-of-its-own.md",
    };

    /// <summary>Projects that are missing from the solution, and projects it names that do not exist.</summary>
    /// <param name="solution">Text of the solution.</param>
    /// <param name="projects">Paths of the project files there are.</param>
    public static IEnumerable<string> Check(string solution, IEnumerable<string> projects)
    {
        var named = Project().Matches(solution).Select(match => match.Groups[1].Value.Replace('\\', '/')).ToHashSet();
        var present = projects.Except(LeftOut.Keys).ToHashSet(StringComparer.Ordinal);
        return present.Except(named).Order(StringComparer.Ordinal).Select(path => $"{path}: is not in the solution")
            .Concat(named.Except(present).Order(StringComparer.Ordinal).Select(path => $"{path}: does not exist"));
    }

    [GeneratedRegex(@"""([^""\n]+\.csproj)""")]
    private static partial Regex Project();
}
