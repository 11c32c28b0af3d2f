using AiopsTwin.Cli.Output;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.Nezha;

namespace AiopsTwin.Cli.Commands;

/// <summary>Data sets of recorded incidents that are evaluated by ranking alone, by name.</summary>
internal static class RecordedSet
{
    public const string NezhaTrainTicket = "nezha-tt";
    public const string NezhaOnlineBoutique = "nezha-ob";

    /// <summary>Names of the sets.</summary>
    public static string[] Names { get; } = [NezhaTrainTicket, NezhaOnlineBoutique];

    /// <summary>Judges all cases of a set and shows the scores.</summary>
    public static int Evaluate(
        string dataset, string data, ReplayOnset onset, RankingScreen screen, CancellationToken cancellation)
    {
        // Of the two estates one reports how long calls took at both their ends.
        var days = NezhaEvaluation.Days(data, dataset == NezhaOnlineBoutique);
        var cases = days.SelectMany(day =>
            NezhaEvaluation.Judge(day, onset, RecordingLimits.Default, cancellation)).ToList();
        screen.Show(dataset, onset, cases);
        return ExitCodes.Done;
    }

    /// <summary>Why a set cannot be evaluated on a folder; null when it can.</summary>
    public static string? Objection(string dataset, string data) =>
        NezhaEvaluation.Days(data, dataset == NezhaOnlineBoutique).IsEmpty
            ? $"{data}: there is no folder named after a day with a fault_list.json of {dataset}, or no such folder"
            : null;
}
