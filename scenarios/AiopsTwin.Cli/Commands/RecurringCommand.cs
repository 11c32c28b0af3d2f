using System.Collections.Immutable;
using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Detection.Recurring;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin recurring</c>: what entities of a running twin do again and again at the same time.</summary>
internal static class RecurringCommand
{
    public static Command Create() => SiloQuestion.CreateCommand<RecurringScreen, Findings>(
        "recurring", "What deviates again and again at the same time in a running twin, with period and phase.",
        (output, error, isJson) => new RecurringScreen(output, error, isJson),
        (screen, twin, found) => screen.Show(twin, found.Items.IsDefault ? [] : found.Items));

    /// <summary>A page of the interface.</summary>
    private sealed record Findings(ImmutableArray<RecurringFinding> Items);
}
