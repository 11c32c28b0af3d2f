using System.CommandLine;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output.Measured;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate results</c>: runs the commands that a document names and writes their figures into
/// it.</summary>
internal static class EvaluateResultsCommand
{
    public static Command Create(ScenarioCatalog catalog)
    {
        var data = RecordingOptions.Data();
        data.Description = "Folder that holds the folders of all recordings.";
        var write = new Option<string>("--write")
        {
            Description = "The document: figures stand between its markers.",
            Required = true,
        };
        var sections = new Option<string[]>("--section")
        {
            Description = "Only what is about this; may be said more than once. All of it otherwise.",
        };
        var command = new Command("results", "Measures anew what a document says was measured.")
        {
            data, write, sections,
        };
        command.SetAction((parsed, cancellation) => Run(
            catalog, (parsed.GetRequiredValue(data), parsed.GetRequiredValue(write)), parsed.GetValue(sections) ?? [],
            parsed.InvocationConfiguration.Error, cancellation));
        return command;
    }

    private static async Task<int> Run(
        ScenarioCatalog catalog, (string Data, string Document) paths, string[] sections, TextWriter error,
        CancellationToken cancellation)
    {
        if (!File.Exists(paths.Document))
        {
            await error.WriteLineAsync($"{paths.Document}: there is no such file");
            return ExitCodes.BadInput;
        }

        var document = MeasuredDocument.Parse(await File.ReadAllTextAsync(paths.Document, cancellation));
        var asked = document.Blocks.Where(block => sections.Length == 0 || sections.Contains(block.Section)).ToList();
        var problems = document.Problems.Concat(sections
            .Where(section => document.Blocks.All(block => block.Section != section))
            .Select(section => $"no section is called '{section}'")).ToList();
        if (problems.Count > 0)
        {
            problems.ForEach(problem => error.WriteLine($"{paths.Document}: {problem}"));
            return ExitCodes.BadInput;
        }

        var measured = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var block in asked.DistinctBy(Key))
        {
            await error.WriteLineAsync($"evaluating: {Key(block)}");
            if (await Measure(catalog, block.ArgumentsWith(paths.Data), error) is not { } figures)
            {
                return ExitCodes.ExpectationFailed;
            }

            cancellation.ThrowIfCancellationRequested();
            measured[Key(block)] = figures;
        }

        await File.WriteAllTextAsync(
            paths.Document,
            document.With(block => asked.Contains(block) ? MeasuredViews.Of(block.View, measured[Key(block)]) : null),
            cancellation);
        return ExitCodes.Done;
    }

    /// <summary>What a command prints for programs; null, after saying why, when it fails.</summary>
    private static async Task<JsonObject?> Measure(ScenarioCatalog catalog, string[] arguments, TextWriter error)
    {
        using var output = new StringWriter();
        var code = await CommandLine.Run([.. arguments, "--json"], catalog, output, error);
        return code == ExitCodes.Done ? JsonNode.Parse(output.ToString())!.AsObject() : null;
    }

    private static string Key(MeasuredBlock block) => string.Join(' ', block.Arguments);
}
