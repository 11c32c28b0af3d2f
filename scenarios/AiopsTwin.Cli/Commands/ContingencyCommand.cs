using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scenarios.Contingencies;
using AiopsTwin.Scenarios.Catalog;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin contingency ESTATE</c>: what users lose when any one thing of an estate fails.</summary>
internal sealed class ContingencyCommand
{
    private readonly AskedEstate _estate = new();

    private readonly Option<int> _pairs = new("--n2")
    {
        Description = "Pairs of the most harmful losses that are tried too.",
    };

    private readonly Option<int> _minutes = new("--minutes")
    {
        Description = "Simulated minutes after each loss.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<int> _top = new("--top") { Description = "Losses shown.", DefaultValueFactory = _ => 20 };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Seed of the world.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<bool> _json = JsonOption.Create();

    public static Command Create(ScenarioCatalog catalog)
    {
        var asked = new ContingencyCommand();
        var command = new Command(
            "contingency", "Loses everything of an estate in turn, in its simulated world, and ranks by users' harm.")
        {
            asked._pairs, asked._minutes, asked._top, asked._seed, asked._json,
        };
        asked._estate.AddTo(command);
        command.SetAction((parsed, cancellation) => asked.RunAsync(catalog, parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ScenarioCatalog catalog, ParseResult parsed, CancellationToken cancellation)
    {
        var screen = new ContingencyScreen(
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_json));
        var question = new ContingencyQuestion(parsed.GetValue(_pairs), parsed.GetValue(_minutes));
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
        if (await _estate.AskAsync<ContingencyAnswer>(parsed, "contingency", body, screen, cancellation)
            is not { } answer)
        {
            return ExitCodes.BadInput;
        }

        screen.Show(_estate.Twin(parsed), answer, parsed.GetValue(_top));
        return ExitCodes.Done;
    }

    private int Answer(
        ScenarioCatalog catalog, ParseResult parsed, ContingencyQuestion question, ContingencyScreen screen,
        CancellationToken cancellation)
    {
        var seed = parsed.GetValue(_seed);
        var read = _estate.Read(catalog, parsed, seed);
        if (read.Value is not { } asked)
        {
            screen.Complain(read.Problems);
            return ExitCodes.BadInput;
        }

        var trial = new ContingencyTrial(asked.Estate, asked.Load, seed, question.Minutes, cancellation);
        var answer = trial.Ask(question.Pairs, (done, all) => screen.Progress("losses", done, all));
        screen.EndProgress();
        screen.Show(asked.Estate.Name, answer, parsed.GetValue(_top));
        return ExitCodes.Done;
    }
}
