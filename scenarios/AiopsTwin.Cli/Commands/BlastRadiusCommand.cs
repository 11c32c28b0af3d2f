using System.CommandLine;
using System.Text.Json.Nodes;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin blast-radius ESTATE --fail ENTITY</c>: who is hit when something goes wrong, when and how
/// hard, by the estate's simulated world.</summary>
internal sealed class BlastRadiusCommand
{
    private readonly AskedEstate _estate = new();

    private readonly Option<string[]> _fail = new("--fail")
    {
        Description = "An entity that is lost with all that stands on it; several at once, apart by commas.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _fault = new("--fault")
    {
        Description = "A fault that strikes: KIND:TARGET[,name=value...], peer=, ramp=, duration= too.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _minutes = new("--minutes")
    {
        Description = "Simulated minutes after it.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Seed of the world.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<bool> _json = JsonOption.Create();

    public static Command Create(ScenarioCatalog catalog)
    {
        var asked = new BlastRadiusCommand();
        var command = new Command(
            "blast-radius", "Who is hit when something goes wrong? Time to impact, lost requests, burnt objectives.")
        {
            asked._fail, asked._fault, asked._minutes, asked._seed, asked._json,
        };
        asked._estate.AddTo(command);
        command.SetAction((parsed, cancellation) => asked.RunAsync(catalog, parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ScenarioCatalog catalog, ParseResult parsed, CancellationToken cancellation)
    {
        var screen = new HarmScreen(
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_json));
        var problems = new List<string>();
        var question = new HarmQuestion(
            [.. Lost(parsed.GetValue(_fail)!, problems)], [.. Faults(parsed.GetValue(_fault)!, problems)])
        {
            Minutes = parsed.GetValue(_minutes),
        };
        if (problems.Count > 0)
        {
            screen.Complain(string.Join("; ", problems));
            return ExitCodes.BadInput;
        }

        if (!_estate.IsTwin(parsed))
        {
            return Answer(catalog, parsed, question, screen, cancellation);
        }

        if (await _estate.AskAsync<HarmAnswer>(parsed, "blast-radius", Body(question), screen, cancellation)
            is not { } answer)
        {
            return ExitCodes.BadInput;
        }

        screen.Show(_estate.Twin(parsed), answer);
        return ExitCodes.Done;
    }

    private int Answer(
        ScenarioCatalog catalog, ParseResult parsed, HarmQuestion question, HarmScreen screen,
        CancellationToken cancellation)
    {
        var seed = parsed.GetValue(_seed);
        var read = _estate.Read(catalog, parsed, seed);
        if (read.Value is not { } asked)
        {
            screen.Complain(read.Problems);
            return ExitCodes.BadInput;
        }

        if (question.Problems(asked.Estate) is { IsEmpty: false } problems)
        {
            screen.Complain(string.Join("; ", problems));
            return ExitCodes.BadInput;
        }

        screen.Show(asked.Estate.Name, HarmTrial.Ask(asked.Estate, asked.Load, seed, question, cancellation));
        return ExitCodes.Done;
    }

    /// <summary>The question as a silo takes it.</summary>
    private static JsonObject Body(HarmQuestion question) => new()
    {
        ["lost"] = JsonOutput.Of(question.Lost),
        ["faults"] = new JsonArray([.. question.Faults.Select(fault => new JsonObject
        {
            ["kind"] = fault.Kind,
            ["targets"] = JsonOutput.Of(fault.Targets),
            ["peer"] = JsonOutput.Of(fault.Peer),
            ["parameters"] = JsonOutput.Of(fault.Parameters),
            ["ramp"] = JsonOutput.Of(fault.Ramp),
            ["duration"] = JsonOutput.Of(fault.Duration),
            ["pulse"] = JsonOutput.Of(fault.Pulse?.Period),
            ["intensity"] = fault.Intensity,
        })]),
        ["minutes"] = question.Minutes,
    };

    private static IEnumerable<EntityId> Lost(string[] fail, List<string> problems)
    {
        foreach (var name in fail.SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (EntityId.TryParse(name, out var entity, out var reason))
            {
                yield return entity;
            }
            else
            {
                problems.Add($"--fail: {reason}");
            }
        }
    }

    private static IEnumerable<FaultSpec> Faults(string[] faults, List<string> problems)
    {
        for (var i = 0; i < faults.Length; i++)
        {
            var (fault, problem) = FaultText.Read(faults[i], $"fault-{i + 1}");
            if (fault is not null)
            {
                yield return fault;
            }
            else
            {
                problems.Add($"--fault: {problem}");
            }
        }
    }
}
