using System.CommandLine;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin schema scenario|estate</c>: prints the JSON schema of a file, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var which = new Argument<string>("format") { Description = "scenario or estate." }
            .AcceptOnlyFromAmong("scenario", "estate");
        var command = new Command("schema", "Prints the JSON schema (draft 2020-12) of a file format.") { which };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(
                parsed.GetValue(which) == "scenario" ? ScenarioFormat.Schema() : EstateFormat.Schema());
            return ExitCodes.Done;
        });
        return command;
    }
}
