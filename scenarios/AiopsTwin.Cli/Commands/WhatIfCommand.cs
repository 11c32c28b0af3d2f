using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin what-if SCENARIO --work 1.2</c>: what the simulated world of a scenario says of another amount
/// of work.</summary>
internal static class WhatIfCommand
{
    private const int MostMinutes = 240;

    public static Command Create(ScenarioCatalog catalog)
    {
        var scenario = new Argument<string>("scenario") { Description = "Name in the catalog, or path of a file." };
        var work = new Option<double>("--work")
        {
            Description = "The amount of work, as a factor of the usual.",
            DefaultValueFactory = _ => 1.2,
        };
        var minutes = new Option<int>("--minutes")
        {
            Description = "Simulated minutes of each world; the second half is measured.",
            DefaultValueFactory = _ => 20,
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the world.", DefaultValueFactory = _ => 1 };
        var json = JsonOption.Create();
        var command = new Command(
            "what-if", "What would more work do? Asked of the simulated world, at its busiest hour.")
        {
            scenario, work, minutes, seed, json,
        };
        command.SetAction(parsed =>
        {
            var screen = new WhatIfScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var (factor, length) = (parsed.GetValue(work), parsed.GetValue(minutes));
            if (!(factor > 0 && factor <= WorkTrial.LargestFactor))
            {
                screen.Complain($"--work is more than 0 and at most {WorkTrial.LargestFactor}");
                return ExitCodes.BadInput;
            }

            if (length is < WorkTrial.FewestMinutes or > MostMinutes)
            {
                screen.Complain($"--minutes is {WorkTrial.FewestMinutes} to {MostMinutes}");
                return ExitCodes.BadInput;
            }

            var read = PlayCommand.Read(catalog, parsed.GetRequiredValue(scenario), parsed.GetValue(seed));
            if (read.Value is not { } asked)
            {
                screen.Complain(read.Problems);
                return ExitCodes.BadInput;
            }

            screen.Show(asked.Name, WorkTrial.Ask(asked.Estate, asked.Load, parsed.GetValue(seed), factor, length));
            return ExitCodes.Done;
        });
        return command;
    }
}
