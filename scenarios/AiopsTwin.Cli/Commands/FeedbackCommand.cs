using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin feedback</c>: what people said to a running twin, and what it taught.</summary>
internal static class FeedbackCommand
{
    public static Command Create() => SiloQuestion.CreateCommand<WordScreen, FeedbackBook>(
        "feedback", "What people said of incidents of a running twin, and what the corrections taught it.",
        (output, error, isJson) => new WordScreen(output, error, isJson),
        (screen, twin, book) => screen.Show(twin, book));
}
