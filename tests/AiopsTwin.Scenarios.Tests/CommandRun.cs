using AiopsTwin.Cli;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Scenarios.Tests;

/// <summary>Runs the command line as a shell would, and keeps what it wrote.</summary>
internal static class CommandRun
{
    /// <summary>With the catalogue that ships.</summary>
    public static Task<(int Code, string Output, string Error)> Of(params string[] args) =>
        Of(new ScenarioCatalog(), args);

    /// <summary>With the catalogue in a folder.</summary>
    public static Task<(int Code, string Output, string Error)> Of(TemporaryFolder folder, params string[] args) =>
        Of(new ScenarioCatalog(folder.Path), args);

    private static async Task<(int Code, string Output, string Error)> Of(ScenarioCatalog catalog, string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.Run(args, catalog, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
