using System.CommandLine;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin check [path...]</c>: lists every problem of scenario and estate files.</summary>
internal static class CheckCommand
{
    public static Command Create(ScenarioCatalog catalog)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Scenario files, estate files or catalog folders; the delivered catalog when absent.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = JsonOption.Create();
        var command = new Command("check", "Checks files without playing them; exit code 2 when anything is wrong.")
        {
            paths, json,
        };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(paths) ?? [];
            var problems = (given.Length == 0 ? [catalog.Root] : given)
                .SelectMany(path => FileCheck.Check(path))
                .ToArray();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(output, new JsonObject
                {
                    ["command"] = "check",
                    ["problems"] = JsonOutput.Of(problems),
                });
            }
            else
            {
                Print(output, problems);
            }

            return problems.Length == 0 ? ExitCodes.Done : ExitCodes.BadInput;
        });
        return command;
    }

    private static void Print(TextWriter output, Problem[] problems)
    {
        foreach (var problem in problems)
        {
            output.WriteLine(problem);
        }

        output.WriteLine(problems.Length switch
        {
            0 => "No problems.",
            1 => "1 problem; nothing was loaded.",
            _ => $"{problems.Length} problems; nothing was loaded.",
        });
    }
}
