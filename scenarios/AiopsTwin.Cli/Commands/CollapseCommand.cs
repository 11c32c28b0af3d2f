using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios.Loads;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin collapse ESTATE --service S</c>: at which load and retry policy a service does not come back
/// by itself after a spike, and what brings it back.</summary>
internal sealed class CollapseCommand
{
    private readonly AskedEstate _estate = new();

    private readonly Option<string> _service = new("--service")
    {
        Description = "The service asked about, for example service:checkout.",
        Required = true,
    };

    private readonly Option<double?> _spike = new("--spike")
    {
        Description = "Work during the spike, as a factor of the usual; twice what the service carries unless given.",
    };

    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "Seconds the spike lasts.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<double> _within = new("--within")
    {
        Description = "Seconds in which it is to be back.",
        DefaultValueFactory = _ => 600,
    };

    private readonly Option<int[]> _retries = Values<int>("--retries", "Further attempts tried; 0 1 2 3 unless given.");

    private readonly Option<double[]> _timeouts = Values<double>(
        "--timeouts", "Timeouts tried, in seconds; those there are unless given.");

    private readonly Option<double[]> _loads = Values<double>(
        "--loads", "Base loads tried, as factors of the usual; shares of what is carried unless given.");

    private readonly Option<bool> _json = JsonOption.Create();

    public static Command Create(ScenarioCatalog catalog)
    {
        var asked = new CollapseCommand();
        var command = new Command(
            "collapse", "At which load and retry policy does a service not come back after a spike, and what helps?")
        {
            asked._service, asked._spike, asked._seconds, asked._within, asked._retries,
            asked._timeouts, asked._loads, asked._json,
        };
        asked._estate.AddTo(command);
        command.SetAction((parsed, cancellation) => asked.RunAsync(catalog, parsed, cancellation));
        return command;
    }

    private static Option<T[]> Values<T>(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    private async Task<int> RunAsync(ScenarioCatalog catalog, ParseResult parsed, CancellationToken cancellation)
    {
        var screen = new CollapseScreen(
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_json));
        if (!EntityId.TryParse(parsed.GetRequiredValue(_service), out var service, out var reason))
        {
            screen.Complain($"--service: {reason}");
            return ExitCodes.BadInput;
        }

        var question = Question(parsed, service);
        if (question.Problems() is { IsEmpty: false } problems)
        {
            screen.Complain(string.Join("; ", problems));
            return ExitCodes.BadInput;
        }

        if (!_estate.IsTwin(parsed))
        {
            return Answer(catalog, parsed, question, screen, cancellation);
        }

        var body = JsonOutput.Of(question);
        if (await _estate.AskAsync<CollapseAnswer>(parsed, "collapse", body, screen, cancellation) is not { } answer)
        {
            return ExitCodes.BadInput;
        }

        screen.Show(_estate.Twin(parsed), answer, null);
        return ExitCodes.Done;
    }

    private int Answer(
        ScenarioCatalog catalog, ParseResult parsed, CollapseQuestion question, CollapseScreen screen,
        CancellationToken cancellation)
    {
        var read = _estate.Read(catalog, parsed, 1);
        if (read.Value is not { } estate)
        {
            screen.Complain(read.Problems);
            return ExitCodes.BadInput;
        }

        var clock = CpuClock.Start();
        var trial = new CollapseTrial(estate.Estate, estate.Load);
        if (!trial.Services.Contains(question.Service))
        {
            screen.Complain($"--service: nobody waits for '{question.Service}'; it is one of "
                + string.Join(", ", trial.Services.Take(20)));
            return ExitCodes.BadInput;
        }

        var answer = trial.Ask(question, (done, all) => screen.Progress("policies", done, all), cancellation);
        screen.EndProgress();
        screen.Show(estate.Estate.Name, answer, clock.Seconds);
        return ExitCodes.Done;
    }

    private CollapseQuestion Question(ParseResult parsed, EntityId service)
    {
        var usual = new CollapseQuestion(service);
        return usual with
        {
            Spike = parsed.GetValue(_spike),
            SpikeFor = Seconds(parsed.GetValue(_seconds)),
            Within = Seconds(parsed.GetValue(_within)),
            Retries = parsed.GetValue(_retries) is { Length: > 0 } retries ? [.. retries] : usual.Retries,
            Timeouts = [.. (parsed.GetValue(_timeouts) ?? []).Select(Seconds)],
            Loads = [.. parsed.GetValue(_loads) ?? []],
        };
    }

    /// <summary>A time; one that is too long for anything where it cannot be told.</summary>
    private static TimeSpan Seconds(double seconds) =>
        Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
}
