using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin contingency ESTATE</c>: what users lose when any one thing of an estate fails.</summary>
internal static class ContingencyCommand
{
    private const int MostMinutes = 60;

    public static Command Create(ScenarioCatalog catalog)
    {
        var scenario = AskedEstate.Argument();
        var pairs = new Option<int>("--n2") { Description = "Pairs of the most harmful losses that are tried too." };
        var minutes = new Option<int>("--minutes")
        {
            Description = "Simulated minutes after each loss.",
            DefaultValueFactory = _ => 10,
        };
        var top = new Option<int>("--top") { Description = "Losses shown.", DefaultValueFactory = _ => 20 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the world.", DefaultValueFactory = _ => 1 };
        var json = JsonOption.Create();
        var command = new Command(
            "contingency", "Loses everything of an estate in turn, in its simulated world, and ranks by users' harm.")
        {
            scenario, pairs, minutes, top, seed, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var screen = new ContingencyScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var (length, count) = (parsed.GetValue(minutes), parsed.GetValue(pairs));
            if (length is < 1 or > MostMinutes)
            {
                screen.Complain($"--minutes is 1 to {MostMinutes}");
                return Task.FromResult(ExitCodes.BadInput);
            }

            if (count is < 0 or > ContingencyTrial.MostPairs)
            {
                screen.Complain($"--n2 is 0 to {ContingencyTrial.MostPairs}");
                return Task.FromResult(ExitCodes.BadInput);
            }

            var read = AskedEstate.Read(catalog, parsed.GetRequiredValue(scenario), parsed.GetValue(seed));
            if (read.Value is not { } asked)
            {
                screen.Complain(read.Problems);
                return Task.FromResult(ExitCodes.BadInput);
            }

            var trial = new ContingencyTrial(asked.Estate, asked.Load, parsed.GetValue(seed), length, cancellation);
            var answer = trial.Ask(count, (done, all) => screen.Progress("losses", done, all));
            screen.EndProgress();
            screen.Show(asked.Estate.Name, answer, parsed.GetValue(top));
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
