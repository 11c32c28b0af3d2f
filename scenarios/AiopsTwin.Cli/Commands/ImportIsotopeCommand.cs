using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Imports;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin import isotope</c>: an estate from a service graph of Istio's isotope.</summary>
internal static class ImportIsotopeCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A MockServiceGraph, YAML or JSON." };
        var rate = new Option<double>("--rate")
        {
            Description = "Requests per second that arrive at its entries, all together.",
            DefaultValueFactory = _ => 100,
        };
        var target = ResultFile.Option("File to write; standard output when absent.");
        var command = new Command("isotope", "Makes an estate from a service graph of Istio's isotope.")
        {
            file, rate, target,
        };
        command.SetAction(parsed =>
        {
            var configuration = parsed.InvocationConfiguration;
            var requests = parsed.GetValue(rate);
            if (!(requests > 0) || !double.IsFinite(requests))
            {
                configuration.Error.WriteLine("--rate is a number greater than 0");
                return ExitCodes.BadInput;
            }

            var imported = IsotopeGraph.ReadFile(parsed.GetRequiredValue(file), requests);
            return ImportScreen.Finish(
                imported, EstateFormat.WriteYaml, parsed.GetValue(target), configuration);
        });
        return command;
    }
}
