using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Catalog;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Imports.Chaos;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin import chaos</c>: a scenario from a chaos experiment.</summary>
internal static class ImportChaosCommand
{
    public static Command Create(ScenarioCatalog catalog)
    {
        var file = new Argument<string>("file") { Description = "The experiment, YAML or JSON." };
        var estate = new Option<string>("--estate")
        {
            Description = "Estate its selectors are resolved against: a name in the catalog, or a file.",
            Required = true,
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Of what selectors draw (one, random-max-percent).",
            DefaultValueFactory = _ => 1,
        };
        var target = ResultFile.Option("File to write; standard output when absent.");
        var command = new Command(
            "chaos", "Makes a scenario of an experiment: Chaos Toolkit, Chaos Mesh, Litmus, AWS FIS, ITBench.")
        {
            file, estate, seed, target,
        };
        command.SetAction(parsed =>
        {
            var configuration = parsed.InvocationConfiguration;
            var path = catalog.EstateFileOf(parsed.GetRequiredValue(estate)) ?? parsed.GetRequiredValue(estate);
            var read = EstateFormat.ReadLoaded(path);
            if (read.Value is not { } loaded)
            {
                foreach (var problem in read.Problems)
                {
                    configuration.Error.WriteLine(problem);
                }

                return ExitCodes.BadInput;
            }

            var request = new ChaosRequest(loaded, parsed.GetValue(seed))
            {
                EstateFile = path,
                ScenarioFile = parsed.GetValue(target),
            };
            var imported = ChaosImport.ReadFile(parsed.GetRequiredValue(file), request);
            return ImportScreen.Finish(imported, text => text, parsed.GetValue(target), configuration);
        });
        return command;
    }
}
