using System.CommandLine;
using AiopsTwin.Cli.Output;

namespace AiopsTwin.Cli.Commands;

/// <summary>The data sets of <c>evaluate detection</c> that are generated, not read.</summary>
internal sealed class GeneratedDetection
{
    private const int MostEntities = 100_000;

    private readonly Option<string?> _seeds = new("--seeds")
    {
        Description = "Seeds of generated data sets, for example 1-20; 1 when not given. The fleet has one.",
    };

    /// <summary>Names of the data sets.</summary>
    public static string[] Datasets { get; } = [EvaluateSimulated.Dataset, EvaluateFleet.Dataset];

    private readonly Option<int> _entities = new("--entities")
    {
        Description = "Entities of the fleet.",
        DefaultValueFactory = _ => 1000,
    };

    public void AddTo(Command command)
    {
        _entities.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int>() is < 1 or > MostEntities)
            {
                result.AddError($"--entities is 1 to {MostEntities}");
            }
        });
        command.Options.Add(_seeds);
        command.Options.Add(_entities);
    }

    /// <summary>Evaluates a generated data set; null when the data set is one to be read.</summary>
    public int? Evaluate(ParseResult parsed, string dataset, bool isJson, CancellationToken cancellation)
    {
        if (!Datasets.Contains(dataset, StringComparer.Ordinal))
        {
            return null;
        }

        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (SeedList.Parse(parsed.GetValue(_seeds), 1) is { Count: > 0 } seeds)
        {
            return dataset == EvaluateFleet.Dataset
                ? EvaluateFleet.Evaluate(
                    parsed.GetValue(_entities), seeds[0], new FleetScreen(output, error, isJson), cancellation)
                : EvaluateSimulated.Evaluate(seeds, new SimulatedScreen(output, error, isJson), cancellation);
        }

        error.WriteLine("that is not a list of seeds; write for example 1-20 or 3,5,8");
        return ExitCodes.BadInput;
    }
}
