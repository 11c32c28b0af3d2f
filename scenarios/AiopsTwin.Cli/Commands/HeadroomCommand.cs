using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin headroom ESTATE</c>: how much more work an estate and its services carry.</summary>
internal static class HeadroomCommand
{
    private const int MostMinutes = 60;

    public static Command Create(ScenarioCatalog catalog)
    {
        var estate = AskedEstate.Argument();
        var service = new Option<string?>("--service")
        {
            Description = "The one service asked about, for example service:checkout; all unless given.",
        };
        var minutes = new Option<int>("--minutes")
        {
            Description = "Simulated minutes with each amount of work; the second half is judged.",
            DefaultValueFactory = _ => 10,
        };
        var json = JsonOption.Create();
        var command = new Command(
            "headroom", "How much more work does each service carry, by its simulated world, and what gives first?")
        {
            estate, service, minutes, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var screen = new HeadroomScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            var length = parsed.GetValue(minutes);
            if (length is < HeadroomTrial.FewestMinutes or > MostMinutes)
            {
                screen.Complain($"--minutes is {HeadroomTrial.FewestMinutes} to {MostMinutes}");
                return Task.FromResult(ExitCodes.BadInput);
            }

            var read = AskedEstate.Read(catalog, parsed.GetRequiredValue(estate), 1);
            if (read.Value is not { } asked)
            {
                screen.Complain(read.Problems);
                return Task.FromResult(ExitCodes.BadInput);
            }

            var clock = CpuClock.Start();
            var trial = new HeadroomTrial(asked.Estate, asked.Load, length);
            var name = parsed.GetValue(service);
            if (name is null)
            {
                var answer = trial.Ask((done, all) => screen.Progress("services", done, all), cancellation);
                screen.EndProgress();
                screen.Show(asked.Estate.Name, answer, clock.Seconds);
                return Task.FromResult(ExitCodes.Done);
            }

            if (!EntityId.TryParse(name, out var entity, out _) || !trial.Services.Contains(entity))
            {
                screen.Complain(
                    $"--service: '{name}' has no work; it is one of {string.Join(", ", trial.Services.Take(20))}");
                return Task.FromResult(ExitCodes.BadInput);
            }

            screen.Show(asked.Estate.Name, trial.Ask(entity, cancellation), clock.Seconds);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
