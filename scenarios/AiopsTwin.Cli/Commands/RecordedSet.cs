using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.ItBench;
using AiopsTwin.Scenarios.Recorded.Nezha;
using AiopsTwin.Scenarios.Recorded.RootCauseBench;

namespace AiopsTwin.Cli.Commands;

/// <summary>Data sets of recorded incidents beside the replayed ones, by name.</summary>
internal static class RecordedSet
{
    public const string NezhaTrainTicket = "nezha-tt";
    public const string NezhaOnlineBoutique = "nezha-ob";
    public const string RootCauseBench = "rootcausebench";

    public const string ItBench = "itbench";

    /// <summary>Names of the sets.</summary>
    public static string[] Names { get; } = [NezhaTrainTicket, NezhaOnlineBoutique, RootCauseBench, ItBench];

    /// <summary>Judges all cases of a set and shows the scores.</summary>
    public static int Evaluate(
        string dataset, string data, ReplayOnset onset, (TextWriter Output, TextWriter Error, bool IsJson) screen,
        CancellationToken cancellation)
    {
        if (dataset == RootCauseBench)
        {
            new TrialScreen(screen.Output, screen.Error, screen.IsJson).Show(
                dataset,
                [.. BenchEvaluation.Cases(data).Select(one => BenchEvaluation.Judge(one, RecordingLimits.Default))]);
            return ExitCodes.Done;
        }

        if (dataset == ItBench)
        {
            new ObjectScreen(screen.Output, screen.Error, screen.IsJson).Show(
                dataset, [.. ItBenchEvaluation.Cases(data).Select(ItBenchEvaluation.Judge)]);
            return ExitCodes.Done;
        }

        // Of the two estates one reports how long calls took at both their ends.
        var days = NezhaEvaluation.Days(data, dataset == NezhaOnlineBoutique);
        var cases = days.SelectMany(day =>
            NezhaEvaluation.Judge(day, onset, RecordingLimits.Default, cancellation)).ToList();
        new RankingScreen(screen.Output, screen.Error, screen.IsJson).Show(dataset, onset, cases);
        return ExitCodes.Done;
    }

    /// <summary>Why a set cannot be evaluated on a folder; null when it can.</summary>
    public static string? Objection(string dataset, string data) => dataset switch
    {
        RootCauseBench => BenchEvaluation.Cases(data).IsEmpty
            ? $"{data}: there is no folder with an alert.json and a ground_truth.json in it, or no such folder" : null,
        ItBench => ItBenchEvaluation.Cases(data).IsEmpty
            ? $"{data}: there is no file of a scenario, or no such folder" : null,
        _ => NezhaEvaluation.Days(data, dataset == NezhaOnlineBoutique).IsEmpty
            ? $"{data}: there is no folder named after a day with a fault_list.json of {dataset}, or no such folder"
            : null,
    };
}
