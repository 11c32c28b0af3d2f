using System.Collections.Immutable;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Files;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Catalog;

/// <summary>Checks whatever a path names: a scenario, an estate, or a folder of both.</summary>
public static class FileCheck
{
    /// <summary>All problems; empty when all is well.</summary>
    /// <param name="path">A file or a folder.</param>
    public static ImmutableArray<Problem> Check(string path)
    {
        if (Directory.Exists(path))
        {
            var catalog = new ScenarioCatalog(path);
            return catalog.HasFiles
                ? catalog.Check()
                : [new Problem(path, 0, 0, "", $"there is no {ScenarioFormat.FileName} and no estate in this folder")];
        }

        return IsEstate(path) ? EstateFormat.ReadFile(path).Problems : ScenarioFormat.ReadFile(path).Problems;
    }

    // An estate lists entities at its root; a scenario has them, if at all, inside its estate. A file that is neither
    // is checked as a scenario: its problems then say what is missing.
    private static bool IsEstate(string path)
    {
        var ignored = new ProblemList(path, SourceLimits.Default);
        return SourceFile.ReadText(path, ignored) is { } text
               && SourceReader.Read(text, ignored) is SourceMap root
               && root.Find(ScenarioFields.Estate.Name) is null
               && (root.Find(EstateFields.Entities.Name) ?? root.Find(EstateFields.Generate.Name)) is not null;
    }
}
