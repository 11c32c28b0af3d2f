using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Contracts.Twins;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin quality</c>: how good the telemetry of a running twin is, and why not better.</summary>
internal static class QualityCommand
{
    public static Command Create()
    {
        var question = new SiloQuestion();
        var json = JsonOption.Create();
        var command = new Command(
            "quality", "How good is the telemetry of a running twin? By source, and the worst entities with reasons.")
        {
            json,
        };
        question.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var screen = new QualityScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            if (await question.AskAsync<TwinQuality>(parsed, "quality", screen, cancellation) is not { } quality)
            {
                return ExitCodes.BadInput;
            }

            screen.Show(question.TwinOf(parsed), quality);
            return ExitCodes.Done;
        });
        return command;
    }
}
