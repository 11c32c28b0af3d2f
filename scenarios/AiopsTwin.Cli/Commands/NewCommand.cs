using System.CommandLine;
using AiopsTwin.Scenarios.Files;

namespace AiopsTwin.Cli.Commands;

/// <summary>
/// <c>aiopstwin new name</c>: writes a commented scenario to start from; <c>aiopstwin new estate</c> draws an estate.
/// </summary>
internal static class NewCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name of the scenario, lower case with hyphens." };
        var folder = new Option<string>("--in")
        {
            Description = "Folder in which the scenario's own folder is made.",
            DefaultValueFactory = _ => ".",
        };
        var command = new Command("new", "Writes a commented scenario that can be played as it is.")
        {
            name, folder, NewEstateCommand.Create(),
        };
        command.SetAction(parsed =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var text = StarterScenario.Text(parsed.GetRequiredValue(name));
            var file = Path.Combine(
                parsed.GetRequiredValue(folder), parsed.GetRequiredValue(name), ScenarioFormat.FileName);
            var problems = ScenarioFormat.Parse(text, file).Problems;
            if (!problems.IsEmpty)
            {
                // Only the name comes from outside.
                error.WriteLine(problems[0].Reason);
                return ExitCodes.BadInput;
            }

            if (File.Exists(file))
            {
                error.WriteLine($"{file} is already there; it was left as it is.");
                return ExitCodes.BadInput;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            parsed.InvocationConfiguration.Output.WriteLine(file);
            return ExitCodes.Done;
        });
        return command;
    }
}
