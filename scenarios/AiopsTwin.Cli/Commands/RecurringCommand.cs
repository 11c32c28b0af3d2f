using System.Collections.Immutable;
using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Detection.Recurring;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin recurring</c>: what entities of a running twin do again and again at the same time.</summary>
internal static class RecurringCommand
{
    public static Command Create()
    {
        var question = new SiloQuestion();
        var json = JsonOption.Create();
        var command = new Command(
            "recurring", "What deviates again and again at the same time in a running twin, with period and phase.")
        {
            json,
        };
        question.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var screen = new RecurringScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            if (await question.AskAsync<Findings>(parsed, "recurring", screen, cancellation) is not { } found)
            {
                return ExitCodes.BadInput;
            }

            screen.Show(question.TwinOf(parsed), found.Items.IsDefault ? [] : found.Items);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A page of the interface.</summary>
    private sealed record Findings(ImmutableArray<RecurringFinding> Items);
}
