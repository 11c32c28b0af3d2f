using System.CommandLine;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output;
using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin list</c>: the scenarios that can be played by name; <c>aiopstwin list faults</c>: the kinds of
/// fault.</summary>
internal static class ListCommand
{
    public static Command Create(ScenarioCatalog catalog)
    {
        var json = JsonOption.Create();
        var command = new Command("list", "Lists the delivered scenarios.") { json };
        command.SetAction(parsed =>
        {
            var lines = catalog.List();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(output, new JsonObject
                {
                    ["command"] = "list",
                    ["scenarios"] = new JsonArray([.. lines.Select(ToJson)]),
                });
                return ExitCodes.Done;
            }

            var width = lines.Select(line => line.Name.Length).DefaultIfEmpty().Max();
            foreach (var line in lines)
            {
                var about = $"{line.Entities} entities, {DurationText.Format(line.Duration)}";
                output.WriteLine($"{line.Name.PadRight(width)}  {line.Title} ({about})");
            }

            return ExitCodes.Done;
        });
        command.Subcommands.Add(CreateFaults());
        return command;
    }

    private static Command CreateFaults()
    {
        var json = JsonOption.Create();
        var command = new Command("faults", "Lists the kinds of fault, with what each takes.") { json };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(output, new JsonObject
                {
                    ["command"] = "list",
                    ["faults"] = new JsonArray([.. FaultCatalog.Kinds.Select(ToJson)]),
                });
                return ExitCodes.Done;
            }

            var width = FaultCatalog.Kinds.Max(kind => kind.Name.Length);
            foreach (var kind in FaultCatalog.Kinds)
            {
                output.WriteLine($"{kind.Name.PadRight(width)}  {FaultPage.Line(kind)}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static JsonNode ToJson(FaultKind kind) => new JsonObject
    {
        ["name"] = kind.Name,
        ["summary"] = kind.Summary,
        ["targets"] = kind.Targets,
        ["parameters"] = new JsonArray([.. kind.Parameters.Select(one => (JsonNode)new JsonObject
        {
            ["name"] = one.Name,
            ["unit"] = one.Unit,
            ["minimum"] = one.Minimum,
            ["maximum"] = one.Maximum,
            ["default"] = one.Default,
            ["meaning"] = one.Meaning,
        })]),
    };

    private static JsonNode ToJson(ScenarioLine line) => new JsonObject
    {
        ["name"] = line.Name,
        ["title"] = line.Title,
        ["seconds"] = line.Duration.TotalSeconds,
        ["entities"] = line.Entities,
        ["isControl"] = line.IsControl,
    };
}
