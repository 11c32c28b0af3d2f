using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Files;

/// <summary>Reads the estate a scenario names. The path may not leave the root: scenarios are passed around.</summary>
/// <param name="scenarioFile">The scenario's file.</param>
/// <param name="root">Folder the estate must lie in.</param>
internal sealed class EstateReference(string scenarioFile, string root)
{
    public EstateReading Read(string reference, Place place, ProblemList problems, NameDraws draws)
    {
        var reason = Refuse(reference, out var path);
        if (reason is not null)
        {
            problems.Add(place, reason);
            return EstateReading.Nothing;
        }

        var found = new ProblemList(path, problems.Limits);
        var text = SourceFile.ReadText(path, found);
        var reading = text is null ? EstateReading.Nothing : EstateFormat.Read(text, found, _ => draws);
        foreach (var problem in found.ToSorted())
        {
            problems.Add(problem.Line > 0
                ? problem
                : new Problem(problems.File, place.Line, place.Column, place.Field, $"{reference}: {problem.Reason}"));
        }

        return reading;
    }

    /// <summary>
    /// The folder an estate of this scenario must lie in: the catalog around it, else its own folder.
    /// </summary>
    public static string RootOf(string scenarioFile)
    {
        var own = Path.GetDirectoryName(Path.GetFullPath(scenarioFile)) ?? ".";
        for (var folder = new DirectoryInfo(own); folder is not null; folder = folder.Parent)
        {
            if (folder.Name == "catalog")
            {
                return folder.FullName;
            }
        }

        return own;
    }

    /// <summary>How a scenario would name an estate; null when it may not: they do not share a catalog.</summary>
    public static string? Between(string scenarioFile, string estateFile)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(scenarioFile)) ?? ".";
        var reference = Path.GetRelativePath(folder, Path.GetFullPath(estateFile)).Replace('\\', '/');
        var reason = new EstateReference(scenarioFile, RootOf(scenarioFile)).Refuse(reference, out _);
        return reason is null ? reference : null;
    }

    private string? Refuse(string reference, out string path)
    {
        path = "";
        if (reference.Contains('\\', StringComparison.Ordinal) || Path.IsPathRooted(reference))
        {
            return "an estate is named by a relative path with '/'";
        }

        if (Path.GetExtension(reference) is not (".yaml" or ".yml" or ".json"))
        {
            return "an estate is a .yaml, .yml or .json file";
        }

        var folder = Path.GetDirectoryName(scenarioFile) ?? "";
        var full = Path.GetFullPath(Path.Combine(folder, reference));
        var inside = Path.GetRelativePath(Path.GetFullPath(root), full);
        if (inside == ".." || inside.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(inside)
            || HasLink(inside))
        {
            return $"'{reference}' leads out of the catalog";
        }

        path = Path.GetRelativePath(Directory.GetCurrentDirectory(), full);
        path = path.StartsWith("..", StringComparison.Ordinal) ? full : path;
        return null;
    }

    // A link inside the root could point anywhere outside of it.
    private bool HasLink(string inside)
    {
        var at = Path.GetFullPath(root);
        foreach (var part in inside.Split(Path.DirectorySeparatorChar))
        {
            at = Path.Combine(at, part);
            if (new FileInfo(at).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
