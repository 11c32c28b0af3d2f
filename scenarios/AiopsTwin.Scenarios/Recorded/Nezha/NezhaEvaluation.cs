using System.Collections.Immutable;
using System.Diagnostics;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Peers;
using AiopsTwin.Scenarios.Recorded.Perturbed;

namespace AiopsTwin.Scenarios.Recorded.Nezha;

/// <summary>Diagnoses every fault of a Nezha folder and compares with what was injected. The only place where the two
/// meet. A folder holds one estate; days with different services belong in different folders.</summary>
public static class NezhaEvaluation
{
    private const int GotShown = 5;

    /// <summary>How a day is read.</summary>
    /// <param name="Limits">What reading may cost.</param>
    /// <param name="Perturbation">What is done to the telemetry.</param>
    private sealed record NezhaSight(RecordingLimits Limits, Perturbation Perturbation);

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    // Who is told an instant looks as far around it as telemetry of a fault is published.
    private static readonly TimeSpan LookAround = TimeSpan.FromMinutes(3);

    // The question "what happened in these minutes" is put with as much before as after.
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAhead = TimeSpan.FromMinutes(2);

    /// <summary>Folders of the days of one estate that have recorded faults, by name: beneath the folder, or beneath
    /// its <c>rca_data</c>.</summary>
    /// <param name="root">Folder of the data set.</param>
    /// <param name="hasEdgeMetrics">Which estate: the one whose callers and callees both report how long calls
    /// took, or the one where spans alone tell it.</param>
    public static ImmutableArray<string> Days(string root, bool hasEdgeMetrics) =>
    [
        .. new[] { root, Path.Combine(root, "rca_data") }.Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => NezhaDay.DateOf(folder) is not null && NezhaFault.IsIn(folder)
                && NezhaDay.HasEdgeMetrics(folder) == hasEdgeMetrics)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Judges the faults of a day, in their order.</summary>
    /// <param name="folder">The day's folder.</param>
    /// <param name="onset">Who says when the trouble began.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <param name="cancellation">Stops between cases.</param>
    /// <param name="hasPeers">True to ask the peers as well.</param>
    public static IEnumerable<EvaluatedCase> Judge(
        string folder, ReplayOnset onset, RecordingLimits limits, CancellationToken cancellation, bool hasPeers = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Judge(folder, new NezhaSight(limits, Perturbation.None), onset, hasPeers, cancellation);
    }

    /// <summary>Judges the faults of a day as they would have been seen under a perturbation.</summary>
    /// <param name="folder">The day's folder.</param>
    /// <param name="onset">Who says when the trouble began.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <param name="perturbation">What is done to the telemetry, and to what is told of the onset.</param>
    /// <param name="cancellation">Stops between cases.</param>
    public static IEnumerable<EvaluatedCase> Judge(
        string folder, ReplayOnset onset, RecordingLimits limits, Perturbation perturbation,
        CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(perturbation);
        return Judge(folder, new NezhaSight(limits, perturbation), onset, hasPeers: false, cancellation);
    }

    private static IEnumerable<EvaluatedCase> Judge(
        string folder, NezhaSight sight, ReplayOnset onset, bool hasPeers, CancellationToken cancellation)
    {
        var opened = Stopwatch.GetTimestamp();
        var day = new NezhaDay(folder, sight.Limits, sight.Perturbation);
        var faults = NezhaFault.Read(folder);
        var loading = Stopwatch.GetElapsedTime(opened) / Math.Max(1, faults.Length);
        foreach (var fault in faults)
        {
            cancellation.ThrowIfCancellationRequested();
            var name = $"{Path.GetFileName(folder)}/{fault.Onset:HH:mm:ss}";
            ImmutableArray<(double Belief, NezhaCase Case)> gathered = [];
            day.Mute(sight.Perturbation.Muted(name, day.Services.Where(service => service != fault.Root)));
            var started = Stopwatch.GetTimestamp();
            var learning = TimeSpan.Zero;
            var judged = new CaseGuard(cancellation).Run(name, fault.Kind, fault.Root, answering =>
            {
                gathered = Gather(day, fault.Onset + sight.Perturbation.OnsetShift, onset);
                learning = Stopwatch.GetElapsedTime(started);
                return Judge(name, gathered, (fault, onset), answering);
            });
            var likeliest = gathered.IsEmpty ? null : gathered[0].Case;
            var peers = hasPeers && likeliest is not null ? RankingPeers.Judge(likeliest.ToPeers(), fault.Root) : [];
            day.Alarm(likeliest?.Onset ?? fault.Onset);
            yield return judged with { Loading = loading, Learning = learning, Peers = peers };
        }
    }

    private static EvaluatedCase Judge(
        string name, ImmutableArray<(double Belief, NezhaCase Case)> gathered,
        (NezhaFault Fault, ReplayOnset Onset) asked, Func<CancellationToken> answering)
    {
        var (fault, onset) = asked;
        var sources = gathered.Select(one => (one.Belief, Case: one.Case.ToCase())).ToList();
        var started = Stopwatch.GetTimestamp();
        var report = LocalDiagnosis.InTime(sources, DiagnosisSettings.Default, FloodSettings.Default, answering());
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new EvaluatedCase(
            name, fault.Kind, fault.Root, RankedAnswer.Of(report, fault.Root),
            [.. report.Suspects.Take(GotShown).Select(suspect => suspect.Entity)],
            onset == ReplayOnset.Self ? "self" : "oracle", elapsed, TimeSpan.Zero)
        {
            Report = report,
            OnsetError = (gathered[0].Case.Onset - fault.Onset).Duration(),
            Stated = StatedBelief.Of(report, [fault.Root]),
            Families = fault.Families,
        };
    }

    /// <summary>What is told: the instant itself; an instant a minute late; or only the minutes, counted from a full
    /// one, in which something happened.</summary>
    internal static ImmutableArray<(double Belief, NezhaCase Case)> Gather(
        NezhaDay day, DateTimeOffset truth, ReplayOnset onset)
    {
        var minute = new DateTimeOffset(truth.UtcTicks - (truth.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return onset switch
        {
            ReplayOnset.Oracle => NezhaCase.Within(day, truth - LookAround, truth + LookAround, truth),
            ReplayOnset.Late60 => NezhaCase.Within(
                day, truth + Late - LookAround, truth + Late + LookAround, truth + Late),
            _ => NezhaCase.Within(day, minute - LookBack, minute + LookBack + LookAhead),
        };
    }
}
