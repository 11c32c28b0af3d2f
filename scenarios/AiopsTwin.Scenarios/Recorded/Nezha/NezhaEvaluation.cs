using System.Collections.Immutable;
using System.Diagnostics;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Scenarios.Recorded.Nezha;

/// <summary>Diagnoses every fault of a Nezha folder and compares with what was injected. The only place where the two
/// meet. A folder holds one estate; days with different services belong in different folders.</summary>
public static class NezhaEvaluation
{
    private const int GotShown = 5;

    /// <summary>Days that have recorded faults, by name.</summary>
    /// <param name="root">Folder of the data set.</param>
    public static ImmutableArray<string> Days(string root) => !Directory.Exists(root)
        ? []
        : [.. Directory.EnumerateDirectories(root)
            .Where(folder => NezhaDay.DateOf(folder) is not null && NezhaFault.IsIn(folder))
            .Order(StringComparer.Ordinal)];

    /// <summary>Judges the faults of a day, in their order.</summary>
    /// <param name="folder">The day's folder.</param>
    /// <param name="onset">Who says when the trouble began.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <param name="cancellation">Stops between cases.</param>
    public static IEnumerable<EvaluatedCase> Judge(
        string folder, ReplayOnset onset, RecordingLimits limits, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var faults = NezhaFault.Read(folder);
        var late = onset == ReplayOnset.Late60 ? TimeSpan.FromSeconds(60) : TimeSpan.Zero;
        var day = new NezhaDay(folder, faults.Select(fault => fault.Onset), limits);
        foreach (var fault in faults)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Judge(Path.GetFileName(folder), day, fault, fault.Onset + late);
        }
    }

    private static EvaluatedCase Judge(string name, NezhaDay day, NezhaFault fault, DateTimeOffset onset)
    {
        var started = Stopwatch.GetTimestamp();
        var gathered = new NezhaCase(day, onset);
        var learned = Stopwatch.GetTimestamp();
        var report = LocalDiagnosis.Of(gathered.ToCase(), DiagnosisSettings.Default, FloodSettings.Default);
        var ended = Stopwatch.GetTimestamp();
        return new EvaluatedCase(
            $"{name}/{fault.Onset:HH:mm:ss}", fault.Kind, fault.Root, RankedAnswer.Of(report, fault.Root),
            [.. report.Suspects.Take(GotShown).Select(suspect => suspect.Entity)], "oracle",
            Stopwatch.GetElapsedTime(learned, ended), Stopwatch.GetElapsedTime(started, learned));
    }
}
