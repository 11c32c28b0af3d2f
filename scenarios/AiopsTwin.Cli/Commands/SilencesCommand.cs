using System.Collections.Immutable;
using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin silences</c>: silences of a running twin and what they withhold.</summary>
internal static class SilencesCommand
{
    public static Command Create() => SiloQuestion.CreateCommand<WordScreen, Lines>(
        "silences", "Silences of a running twin, with the alerts they withhold now.",
        (output, error, isJson) => new WordScreen(output, error, isJson),
        (screen, twin, lines) => screen.Show(twin, lines.Items.IsDefault ? [] : lines.Items));

    /// <summary>A page of the interface.</summary>
    private sealed record Lines(ImmutableArray<SilenceLine> Items);
}
