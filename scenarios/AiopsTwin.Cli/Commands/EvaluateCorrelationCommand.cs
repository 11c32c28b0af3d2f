using System.CommandLine;
using System.Diagnostics;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scoring.Correlations;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate correlation</c>: plays generated storms of alerts whose causes are known, and scores
/// the incidents that come of them.</summary>
internal static class EvaluateCorrelationCommand
{
    public static Command Create()
    {
        var seeds = new Option<string>("--seeds")
        {
            Description = "Seeds, such as 1-20 or 3,5,8-10; every case is played with each.",
            DefaultValueFactory = _ => "1-20",
        };
        var only = new Option<string?>("--only") { Description = "Cases, such as T1,T5; all when not given." };
        var json = JsonOption.Create();
        var command = new Command(
            "correlation", "Generated storms of alerts: over-merge, split, F1, roots, notifications, delays.")
        {
            seeds, only, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var screen = new CorrelationScreen(
                parsed.InvocationConfiguration.Output, error, parsed.GetValue(json));
            if (SeedList.Parse(parsed.GetRequiredValue(seeds), 1) is not { } list)
            {
                screen.Complain("--seeds is a list of numbers and ranges, such as 1-20 or 3,5,8-10");
                return Task.FromResult(ExitCodes.BadInput);
            }

            var cases = Chosen(parsed.GetValue(only));
            if (cases.Count == 0)
            {
                screen.Complain("--only names no case; there are "
                    + string.Join(", ", CorrelationCases.All.Select(one => one.Name)));
                return Task.FromResult(ExitCodes.BadInput);
            }

            return Task.FromResult(Evaluate(cases, list, screen, cancellation));
        });
        return command;
    }

    /// <summary>Cases by name; the name of a family (<c>T14</c>) stands for all of it.</summary>
    private static List<CorrelationCase> Chosen(string? names)
    {
        var wanted = names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. CorrelationCases.All.Where(one => wanted is null || wanted.Any(
            name => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                || one.Name.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase)))];
    }

    private static int Evaluate(
        List<CorrelationCase> cases, List<ulong> seeds, CorrelationScreen screen, CancellationToken cancellation)
    {
        var played = new List<CorrelationTally>();
        var times = new List<TimeSpan>();
        foreach (var one in cases)
        {
            var results = new List<CorrelationResult>();
            foreach (var seed in seeds)
            {
                cancellation.ThrowIfCancellationRequested();
                screen.Progress($"{one.Name} seed {seed}", times.Count + 1, cases.Count * seeds.Count);
                var start = Stopwatch.GetTimestamp();
                results.Add(one.Play(seed));
                times.Add(Stopwatch.GetElapsedTime(start));
            }

            played.Add(CorrelationTally.Of(results));
        }

        screen.EndProgress();
        screen.Show(seeds, played, times);
        return ExitCodes.Done;
    }
}
