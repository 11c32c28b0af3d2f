using System.Text.RegularExpressions;

namespace AiopsTwin.House.Tests.Build;

/// <summary>The solution holds every project, and every project it names exists: what is not in it is neither built
/// nor tested.</summary>
public static partial class SolutionRule
{
    /// <summary>Projects that are missing from the solution, and projects it names that do not exist.</summary>
    /// <param name="solution">Text of the solution.</param>
    /// <param name="projects">Paths of the project files there are.</param>
    public static IEnumerable<string> Check(string solution, IEnumerable<string> projects)
    {
        var named = Project().Matches(solution).Select(match => match.Groups[1].Value.Replace('\\', '/')).ToHashSet();
        var present = projects.ToHashSet(StringComparer.Ordinal);
        return present.Except(named).Order(StringComparer.Ordinal).Select(path => $"{path}: is not in the solution")
            .Concat(named.Except(present).Order(StringComparer.Ordinal).Select(path => $"{path}: does not exist"));
    }

    [GeneratedRegex(@"""([^""\n]+\.csproj)""")]
    private static partial Regex Project();
}
