using System.CommandLine;
using System.Diagnostics;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scoring.Forecasts;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate capacity</c>: asks when generated volumes are full, and compares with what
/// came.</summary>
internal static class EvaluateCapacityCommand
{
    private const int MostVolumes = 100_000;
    private static readonly int[] FlatDays = [120, 300, 500];
    private static readonly double[] FlatFactors = [1.1, 1.5];

    public static Command Create()
    {
        var volumes = new Option<int>("--volumes")
        {
            Description = "Volumes to generate, the eight growth shapes in turn; as many flat ones are asked besides.",
            DefaultValueFactory = _ => 500,
        };
        volumes.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int>() is < 1 or > MostVolumes)
            {
                result.AddError($"--volumes is 1 to {MostVolumes}");
            }
        });
        var seed = new Option<ulong>("--seed") { Description = "Fixes the volumes.", DefaultValueFactory = _ => 1 };
        var json = JsonOption.Create();
        var command = new Command(
            "capacity", "Days until a volume is full: errors, lateness and interval coverage, with peers.")
        {
            volumes, seed, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Evaluate(
            parsed.GetValue(volumes), parsed.GetValue(seed),
            new CapacityScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static int Evaluate(int volumes, ulong seed, CapacityScreen screen, CancellationToken cancellation)
    {
        var cases = new List<CapacityCase>();
        var times = new List<TimeSpan>();
        var done = 0;
        foreach (var volume in GrowthVolumes.Create(volumes, seed))
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Progress(volume.Name, ++done, volumes);
            var start = Stopwatch.GetTimestamp();
            foreach (var one in CapacityExam.Ask(volume))
            {
                times.Add(Stopwatch.GetElapsedTime(start));
                cases.Add(CapacityExam.Compare(volume, one));
                start = Stopwatch.GetTimestamp();
            }
        }

        var (asked, dated) = AskFlat(volumes, seed, cancellation);
        screen.EndProgress();
        screen.Show(new CapacityResult(seed, volumes, cases, times, asked, dated));
        return ExitCodes.Done;
    }

    private static (int Asked, int Dated) AskFlat(int volumes, ulong seed, CancellationToken cancellation)
    {
        int asked = 0, dated = 0;
        for (var i = 0; i < volumes; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var used = GrowthVolumes.Flat(seed + (ulong)i).AsSpan();
            foreach (var day in FlatDays)
            {
                foreach (var factor in FlatFactors)
                {
                    var answer = CapacityExam.IsDated($"flat-{i}", used, day, factor);
                    asked += answer is null ? 0 : 1;
                    dated += answer == true ? 1 : 0;
                }
            }
        }

        return (asked, dated);
    }
}
