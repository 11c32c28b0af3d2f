using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin gates</c>: noise gates of a running twin and what they hold back.</summary>
internal static class GatesCommand
{
    public static Command Create() => SiloQuestion.CreateCommand<WordScreen, GateBoard>(
        "gates", "Noise gates of a running twin, with the alerts they hold back now.",
        (output, error, isJson) => new WordScreen(output, error, isJson),
        (screen, twin, board) => screen.Show(twin, board));
}
