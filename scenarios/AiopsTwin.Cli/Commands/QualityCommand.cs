using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Contracts.Twins;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin quality</c>: how good the telemetry of a running twin is, and why not better.</summary>
internal static class QualityCommand
{
    public static Command Create() => SiloQuestion.CreateCommand<QualityScreen, TwinQuality>(
        "quality", "How good is the telemetry of a running twin? By source, and the worst entities with reasons.",
        (output, error, isJson) => new QualityScreen(output, error, isJson),
        (screen, twin, quality) => screen.Show(twin, quality));
}
