using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin headroom ESTATE</c>: how much more work an estate and its services carry.</summary>
internal sealed class HeadroomCommand
{
    private readonly AskedEstate _estate = new();

    private readonly Option<string?> _service = new("--service")
    {
        Description = "The one service asked about, for example service:checkout; all unless given.",
    };

    private readonly Option<int> _minutes = new("--minutes")
    {
        Description = "Simulated minutes with each amount of work; the second half is judged.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<bool> _json = JsonOption.Create();

    public static Command Create(ScenarioCatalog catalog)
    {
        var asked = new HeadroomCommand();
        var command = new Command(
            "headroom", "How much more work does each service carry, by its simulated world, and what gives first?")
        {
            asked._service, asked._minutes, asked._json,
        };
        asked._estate.AddTo(command);
        command.SetAction((parsed, cancellation) => asked.RunAsync(catalog, parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ScenarioCatalog catalog, ParseResult parsed, CancellationToken cancellation)
    {
        var screen = new HeadroomScreen(
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_json));
        EntityId? service = null;
        if (parsed.GetValue(_service) is { } name)
        {
            if (!EntityId.TryParse(name, out var read, out var reason))
            {
                screen.Complain($"--service: {reason}");
                return ExitCodes.BadInput;
            }

            service = read;
        }

        var question = new HeadroomQuestion(service, parsed.GetValue(_minutes));
        if (question.Problems() is { IsEmpty: false } problems)
        {
            screen.Complain(string.Join("; ", problems));
            return ExitCodes.BadInput;
        }

        return _estate.IsTwin(parsed)
            ? await AskSiloAsync(parsed, question, screen, cancellation)
            : Answer(catalog, parsed, question, screen, cancellation);
    }

    private async Task<int> AskSiloAsync(
        ParseResult parsed, HeadroomQuestion question, HeadroomScreen screen, CancellationToken cancellation)
    {
        var body = JsonOutput.Of(question);
        if (await _estate.AskAsync<HeadroomAnswer>(parsed, "headroom", body, screen, cancellation) is not { } answer)
        {
            return ExitCodes.BadInput;
        }

        screen.Show(_estate.Twin(parsed), answer, null);
        return ExitCodes.Done;
    }

    private int Answer(
        ScenarioCatalog catalog, ParseResult parsed, HeadroomQuestion question, HeadroomScreen screen,
        CancellationToken cancellation)
    {
        var read = _estate.Read(catalog, parsed, 1);
        if (read.Value is not { } asked)
        {
            screen.Complain(read.Problems);
            return ExitCodes.BadInput;
        }

        var clock = CpuClock.Start();
        var trial = new HeadroomTrial(asked.Estate, asked.Load, question.Minutes);
        if (question.Service is not { } service)
        {
            var answer = trial.Ask((done, all) => screen.Progress("services", done, all), cancellation);
            screen.EndProgress();
            screen.Show(asked.Estate.Name, answer, clock.Seconds);
            return ExitCodes.Done;
        }

        if (!trial.Services.Contains(service))
        {
            screen.Complain(
                $"--service: '{service}' has no work; it is one of {string.Join(", ", trial.Services.Take(20))}");
            return ExitCodes.BadInput;
        }

        screen.Show(asked.Estate.Name, trial.Ask(service, cancellation), clock.Seconds);
        return ExitCodes.Done;
    }
}
