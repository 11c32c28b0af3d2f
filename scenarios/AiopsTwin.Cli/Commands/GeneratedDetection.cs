using System.CommandLine;
using AiopsTwin.Cli.Output;

namespace AiopsTwin.Cli.Commands;

/// <summary>The data sets of <c>evaluate detection</c> that are generated, not read.</summary>
internal sealed class GeneratedDetection
{
    private readonly Option<string?> _seeds = new("--seeds")
    {
        Description = "Seeds of generated data sets, for example 1-20; 1 when not given.",
    };

    /// <summary>Names of the data sets.</summary>
    public static string[] Datasets { get; } = [EvaluateSimulated.Dataset];

    public void AddTo(Command command) => command.Options.Add(_seeds);

    /// <summary>Evaluates a generated data set; null when the data set is one to be read.</summary>
    public int? Evaluate(ParseResult parsed, string dataset, bool isJson, CancellationToken cancellation)
    {
        if (!Datasets.Contains(dataset, StringComparer.Ordinal))
        {
            return null;
        }

        var screen = new SimulatedScreen(
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, isJson);
        if (SeedList.Parse(parsed.GetValue(_seeds), 1) is { Count: > 0 } seeds)
        {
            return EvaluateSimulated.Evaluate(seeds, screen, cancellation);
        }

        screen.Complain("that is not a list of seeds; write for example 1-20 or 3,5,8");
        return ExitCodes.BadInput;
    }
}
