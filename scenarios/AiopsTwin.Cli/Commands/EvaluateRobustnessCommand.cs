using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate robustness</c>: how far rankings of recorded incidents hang on the very samples they
/// were made from.</summary>
internal static class EvaluateRobustnessCommand
{
    public static Command Create()
    {
        var dataset = new Option<string>("--dataset")
        {
            Description = $"{string.Join(", ", PerturbedSet.Names)}.",
            Required = true,
        }.AcceptOnlyFromAmong(PerturbedSet.Names);
        var data = RecordingOptions.Data();
        var onset = RecordingOptions.Onset(ReplayOnset.Oracle);
        var seeds = new Option<string>("--seeds")
        {
            Description = "Seeds of what is lost or disturbed, such as 1-3.",
            DefaultValueFactory = _ => "1",
        };
        var json = JsonOption.Create();
        var command = new Command(
            "robustness",
            "Rankings of recorded incidents under changes that leave the answer true: onset told off, samples, spans "
                + "or lines lost or absent, half the time before, other durations, noise, a silent bystander.")
        {
            dataset, data, onset, seeds, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var screen = new RobustnessScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var (set, folder) = (parsed.GetRequiredValue(dataset), parsed.GetRequiredValue(data));
            if (SeedList.Parse(parsed.GetRequiredValue(seeds), 1) is not { } list)
            {
                screen.Complain("--seeds is a list of numbers and ranges, such as 1-3 or 2,5");
                return Task.FromResult(ExitCodes.BadInput);
            }

            if (PerturbedSet.Of(set, folder, parsed.GetValue(onset), cancellation) is not { } cases)
            {
                screen.Complain($"{folder}: there are no incidents of {set}, or no such folder");
                return Task.FromResult(ExitCodes.BadInput);
            }

            screen.Show(set, parsed.GetValue(onset), cases.Play(list, screen));
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
