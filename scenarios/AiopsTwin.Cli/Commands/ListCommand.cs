using System.CommandLine;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output;
using AiopsTwin.Contracts.Scenarios;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin list</c>: the scenarios that can be played by name.</summary>
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
        return command;
    }

    private static JsonNode ToJson(ScenarioLine line) => new JsonObject
    {
        ["name"] = line.Name,
        ["title"] = line.Title,
        ["seconds"] = line.Duration.TotalSeconds,
        ["entities"] = line.Entities,
        ["isControl"] = line.IsControl,
    };
}
