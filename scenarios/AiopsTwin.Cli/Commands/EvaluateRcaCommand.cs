using System.CommandLine;
using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate rca</c>: replays a set of recorded incidents, or draws one, and scores the rankings.
/// </summary>
internal sealed class EvaluateRcaCommand
{
    private readonly Option<string> _dataset = new Option<string>("--dataset")
    {
        Description = $"{string.Join(", ", RecordedSet.Names)}; or drawn from seeds: "
            + $"{string.Join(", ", DrawnSet.Names)}.",
        Required = true,
    }.AcceptOnlyFromAmong([.. RecordedSet.Names, .. DrawnSet.Names]);

    private readonly Option<string> _seeds = new("--seeds")
    {
        Description = "Seeds of a drawn set, such as 1-200; each is a case.",
        DefaultValueFactory = _ => "1-200",
    };

    private readonly Option<bool> _peers = new("--peers")
    {
        Description = "Asks plain published methods about the same cases as well.",
    };

    private readonly Option<string> _data = RecordingOptions.Data();
    private readonly Option<ReplayOnset> _onset = RecordingOptions.Onset(ReplayOnset.Oracle);
    private readonly Option<ulong?> _shuffle = RecordingOptions.Shuffle();
    private readonly Option<bool> _json = JsonOption.Create();
    private readonly LimitOptions _limits = new();

    private EvaluateRcaCommand() => _data.Required = false;

    public static Command Create()
    {
        var asked = new EvaluateRcaCommand();
        var command = new Command(
            "rca", "Root cause ranking: top-1, top-3, Avg@5, MRR per group and symptom, and quiet windows.")
        {
            asked._dataset, asked._data, asked._onset, asked._seeds, asked._peers, asked._shuffle, asked._json,
        };
        asked._limits.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(asked.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (set, isJson) = (parsed.GetRequiredValue(_dataset), parsed.GetValue(_json));
        if (DrawnSet.Names.Contains(set))
        {
            return Draw(set, parsed.GetRequiredValue(_seeds), new CauseScreen(output, error, isJson), cancellation);
        }

        if (parsed.GetValue(_data) is not { } folder)
        {
            error.WriteLine($"--dataset {set} is a recording: say with --data where it is");
            return ExitCodes.BadInput;
        }

        var recorded = new RecordedSet(
            set, folder, parsed.GetValue(_onset), _limits.Of(parsed), (output, error, isJson));
        if (recorded.Objections is { Count: > 0 } objections)
        {
            objections.ForEach(error.WriteLine);
            return ExitCodes.BadInput;
        }

        return parsed.GetValue(_shuffle) is { } seed
            ? recorded.Shuffle(seed, cancellation)
            : recorded.Evaluate(parsed.GetValue(_peers), cancellation);
    }

    private static int Draw(string dataset, string seeds, CauseScreen screen, CancellationToken cancellation)
    {
        if (SeedList.Parse(seeds, 1) is { } list)
        {
            return DrawnSet.Evaluate(dataset, list, screen, cancellation);
        }

        screen.Complain("--seeds is a list of numbers and ranges, such as 1-200 or 3,5,8-10");
        return ExitCodes.BadInput;
    }
}
