using AiopsTwin.Cli.Output;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Recorded;
using AiopsTwin.Scenarios.Recorded.OpenRca;
using AiopsTwin.Scenarios.Recorded.RcaEval;
using AiopsTwin.Scenarios.Recorded.Telemetry;

namespace AiopsTwin.Cli.Commands;

/// <summary>Data sets of recorded incidents that users bring in a published layout, by name. What of their files cannot
/// be used is told on standard error, and the rest is judged.</summary>
internal static class ImportedSet
{
    public const string RcaEval = "rcaeval";
    public const string OpenRca = "openrca";

    /// <summary>Names of the sets.</summary>
    public static string[] Names { get; } = [RcaEval, OpenRca];

    /// <summary>Judges all cases of a set.</summary>
    public static RankingReport Judge(
        string dataset, string data, (ReplayOnset Onset, RecordingLimits Limits) how, TextWriter error,
        CancellationToken cancellation)
    {
        var cases = new List<EvaluatedCase>();
        var folded = new List<RankedAnswer>();
        foreach (var judged in Judged(dataset, data, how, cancellation))
        {
            foreach (var told in judged.Problems.Select(problem => problem.ToString())
                .Concat(judged.Notes.Select(note => $"{judged.Case.Case}: {note}")))
            {
                error.WriteLine(told);
            }

            cases.Add(judged.Case);
            if (judged.Folded is { } answer)
            {
                folded.Add(answer);
            }
        }

        return new RankingReport(dataset, how.Onset, cases, []) { Folded = folded };
    }

    /// <summary>Why a set cannot be evaluated on a folder; null when it can.</summary>
    public static string? Objection(string dataset, string data) => dataset == RcaEval
        ? RcaEvalEvaluation.IsIn(data) ? null
            : $"{data}: there is no folder SERVICE_FAULT/RUN with an inject_time.txt beneath it, or no such folder"
        : OpenRcaEvaluation.IsIn(data) ? null
            : $"{data}: there is no folder with a record.csv and a folder telemetry in it, or no such folder";

    private static IEnumerable<JudgedRecording> Judged(
        string dataset, string data, (ReplayOnset Onset, RecordingLimits Limits) how,
        CancellationToken cancellation) => dataset == RcaEval
        ? RcaEvalEvaluation.Judge(data, how.Onset, how.Limits, cancellation)
        : OpenRcaEvaluation.Judge(data, how.Onset, how.Limits, cancellation);
}
