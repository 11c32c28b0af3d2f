using System.CommandLine;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin topology check|convert</c>: works on a topology or estate file.</summary>
internal static class TopologyCommand
{
    public static Command Create() =>
        new("topology", "Checks and converts topology and estate files.") { Check(), Convert() };

    private static Command Check()
    {
        var file = FileArgument();
        var json = JsonOption.Create();
        var command = new Command("check", "Lists every problem of a topology; exit code 2 when there is any.")
        {
            file, json,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var read = EstateFormat.ReadFile(path);
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(parsed.InvocationConfiguration.Output, ToJson(path, read));
            }
            else
            {
                Print(parsed.InvocationConfiguration.Output, read);
            }

            return read.IsValid ? ExitCodes.Done : ExitCodes.BadInput;
        });
        return command;
    }

    private static Command Convert()
    {
        var file = FileArgument();
        var to = new Option<string>("--to")
        {
            Description = "yaml or json.",
            DefaultValueFactory = _ => "yaml",
        }.AcceptOnlyFromAmong("yaml", "json");
        var command = new Command(
            "convert", "Writes a topology to standard output in its plain form: sorted, sections written out.")
        {
            file, to,
        };
        command.SetAction(parsed =>
        {
            var read = EstateFormat.ReadLoaded(parsed.GetRequiredValue(file));
            if (read.Value is not { } estate)
            {
                Print(parsed.InvocationConfiguration.Error, new Parsed<Estate>(null, read.Problems));
                return ExitCodes.BadInput;
            }

            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(to) == "json"
                ? EstateFormat.WriteJson(estate)
                : EstateFormat.WriteYaml(estate));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> FileArgument() => new("file") { Description = "A topology or estate file." };

    private static void Print(TextWriter output, Parsed<Estate> read)
    {
        foreach (var problem in read.Problems)
        {
            output.WriteLine(problem);
        }

        if (read.Value is { } estate)
        {
            var topology = estate.Topology;
            output.WriteLine(
                $"{estate.Name}: {topology.Entities.Length} entities, {topology.Dependencies.Length} links, "
                + $"{topology.Groups.Length} redundancy groups. No problems.");
        }
    }

    private static JsonObject ToJson(string path, Parsed<Estate> read)
    {
        var result = new JsonObject { ["command"] = "topology check", ["file"] = path };
        if (read.Value is { } estate)
        {
            result["entities"] = estate.Topology.Entities.Length;
            result["links"] = estate.Topology.Dependencies.Length;
            result["groups"] = estate.Topology.Groups.Length;
        }

        result["problems"] = JsonOutput.Of(read.Problems);
        return result;
    }
}
