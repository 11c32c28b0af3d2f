using System.CommandLine;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary>The estate that a question is asked about.</summary>
internal static class AskedEstate
{
    /// <summary>The argument that names it.</summary>
    public static Argument<string> Argument() => new("estate")
    {
        Description = "An estate with a usual load, or a scenario: name in the catalog, or path of a file.",
    };

    /// <summary>An estate of the catalogue or of a file, with its usual load; else the estate and load of a
    /// scenario.</summary>
    public static Parsed<LoadedEstate> Read(ScenarioCatalog catalog, string name, ulong seed)
    {
        if (catalog.EstateFileOf(name) is { } path)
        {
            return EstateFormat.ReadLoaded(path, seed);
        }

        var scenario = PlayCommand.Read(catalog, name, seed);
        if (scenario.Value is { } played)
        {
            return new Parsed<LoadedEstate>(new LoadedEstate(played.Estate, played.Load), []);
        }

        return File.Exists(name) && EstateFormat.ReadLoaded(name, seed) is { IsValid: true } estate
            ? estate
            : new Parsed<LoadedEstate>(null, scenario.Problems);
    }
}
