using System.CommandLine;
using System.Diagnostics;
using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scoring.Forecasts;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Commands;

/// <summary><c>aiopstwin evaluate forecast</c>: forecasts the series of the M4 competition and scores them by its
/// rules.</summary>
internal static class EvaluateForecastCommand
{
    // Frequency, season of the competition's yardstick, seasons our forecaster is told to check (day and week; month,
    // quarter and year).
    private static readonly (string Name, int Period, int[] Seasons)[] Frequencies =
        [("Hourly", 24, [24, 168]), ("Weekly", 1, [4, 13, 52])];

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "m4.", Required = true }
            .AcceptOnlyFromAmong("m4");
        var data = RecordingOptions.Data();
        var json = JsonOption.Create();
        var command = new Command(
            "forecast", "Forecasts of single series: sMAPE, MASE, OWA and interval coverage, with peers.")
        {
            dataset, data, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Evaluate(
            parsed.GetRequiredValue(data),
            new ForecastScreen(
                parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json)),
            cancellation)));
        return command;
    }

    private static int Evaluate(string root, ForecastScreen screen, CancellationToken cancellation)
    {
        var sets = Array.ConvertAll(Frequencies, frequency => M4Folder.Read(root, frequency.Name));
        if (Array.Exists(sets, set => !set.IsValid))
        {
            screen.Complain(sets.SelectMany(set => set.Problems));
            return ExitCodes.BadInput;
        }

        var results = new List<(string Frequency, List<SeriesCase> Cases)>();
        var times = new List<TimeSpan>();
        for (var i = 0; i < sets.Length; i++)
        {
            var (name, period, seasons) = Frequencies[i];
            var cases = new List<SeriesCase>();
            var series = sets[i].Value!.Series;
            foreach (var one in series)
            {
                cancellation.ThrowIfCancellationRequested();
                screen.Progress(name, cases.Count + 1, series.Length);
                var start = Stopwatch.GetTimestamp();
                cases.Add(SeriesExam.Judge(one.Name, one.History.AsSpan(), one.Actual.AsSpan(), period, seasons));
                times.Add(Stopwatch.GetElapsedTime(start));
            }

            results.Add((name, cases));
        }

        screen.EndProgress();
        screen.Show(results, times);
        return ExitCodes.Done;
    }
}
