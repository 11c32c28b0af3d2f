using System.CommandLine;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin import</c>: makes files of this project from those of others.</summary>
internal static class ImportCommand
{
    public static Command Create(ScenarioCatalog catalog) =>
        new("import", "Makes an estate or a scenario from a file of another program.")
        {
            ImportChaosCommand.Create(catalog),
            ImportIsotopeCommand.Create(),
        };
}
