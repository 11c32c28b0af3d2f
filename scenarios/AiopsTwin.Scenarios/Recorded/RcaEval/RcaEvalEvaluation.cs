using System.Diagnostics;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.RcaEval;

/// <summary>Diagnoses every case of an RCAEval folder and compares with what was injected. The only place where the two
/// meet.</summary>
public static class RcaEvalEvaluation
{
    private const int GotShown = 5;

    // The published tables take a service's own database for the service.
    internal const string Store = "-db";

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAhead = TimeSpan.FromMinutes(4);

    /// <summary>True when there is any case beneath a folder.</summary>
    public static bool IsIn(string root) => RcaEvalFault.Find(root).Count > 0;

    /// <summary>Judges all cases, by name. A case that cannot be used stays among them without an answer; a copy of
    /// another one is passed over.</summary>
    /// <param name="root">Folder of the data set, or of a part of it.</param>
    /// <param name="onset">Who says when the trouble began.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <param name="cancellation">Stops between cases.</param>
    public static IEnumerable<JudgedRecording> Judge(
        string root, ReplayOnset onset, RecordingLimits limits, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(limits);
        var faults = RcaEvalFault.Find(root).Take(limits.MaxCases).ToList();
        var copies = RcaEvalCopies.Of(faults);
        foreach (var fault in faults.Where(fault => !copies.IsCopy(fault)))
        {
            cancellation.ThrowIfCancellationRequested();
            var judged = Judge(fault, onset, limits, cancellation);
            yield return judged with { Notes = [.. copies.NotesOf(fault), .. judged.Notes] };
        }
    }

    private static JudgedRecording Judge(
        RcaEvalFault fault, ReplayOnset onset, RecordingLimits limits, CancellationToken cancellation)
    {
        var problems = new ProblemList(Path.Combine(fault.Folder, RcaEvalFault.TimeFile), limits.ForSource());
        var notes = new List<string>();
        var judged = new CaseGuard(cancellation).Run(
            fault.Name, SliceOf(fault), fault.Root, answering =>
            {
                var opened = Stopwatch.GetTimestamp();
                var truth = fault.ReadTime(problems);
                var telemetry = RcaEvalFiles.Read(fault.Folder, limits, problems);
                var loading = Stopwatch.GetElapsedTime(opened);
                if (truth is not { } at || !IsWithin(telemetry, at, problems))
                {
                    return Unusable(fault);
                }

                notes.AddRange(telemetry.Notes());
                return Judge(fault, telemetry, (at, onset), answering()) with { Loading = loading };
            });
        return new JudgedRecording(judged, problems.ToSorted(), [.. notes])
        {
            Folded = judged is { Report: { } report, Breakage: null }
                ? FoldedAnswer.Of(report, fault.Root, Fold) : RankedAnswer.None,
        };
    }

    private static EvaluatedCase Judge(
        RcaEvalFault fault, RecordedTelemetry telemetry, (DateTimeOffset Truth, ReplayOnset Onset) asked,
        CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var told = Tell(telemetry, asked.Truth, asked.Onset);
        var source = telemetry.At(told, cancellation);
        var learned = Stopwatch.GetTimestamp();
        var report = LocalDiagnosis.InTime(source, DiagnosisSettings.Default, FloodSettings.Default, cancellation);
        var ended = Stopwatch.GetTimestamp();
        return new EvaluatedCase(
            fault.Name, SliceOf(fault), fault.Root, RankedAnswer.Of(report, fault.Root),
            [.. report.Suspects.Take(GotShown).Select(suspect => suspect.Entity)],
            asked.Onset == ReplayOnset.Self ? "self" : "oracle",
            Stopwatch.GetElapsedTime(learned, ended), Stopwatch.GetElapsedTime(started, learned))
        {
            OnsetError = (told - asked.Truth).Duration(),
            Report = report,
            Stated = StatedBelief.Of(report, [fault.Root]),
        };
    }

    /// <summary>What is told: the instant itself; an instant a minute late, from which is looked back; or only the six
    /// minutes, counted from a full one, in which something happened.</summary>
    internal static DateTimeOffset Tell(RecordedTelemetry telemetry, DateTimeOffset truth, ReplayOnset onset)
    {
        var minute = new DateTimeOffset(truth.UtcTicks - (truth.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return onset switch
        {
            ReplayOnset.Oracle => truth,
            ReplayOnset.Late60 => telemetry.OnsetWithin(truth + Late - LookBack, truth + Late + LookBack),
            _ => telemetry.OnsetWithin(minute - LookBack, minute + LookAhead),
        };
    }

    /// <summary>A service's database and the service are one.</summary>
    internal static EntityId Fold(EntityId entity) => entity.Name.EndsWith(Store, StringComparison.Ordinal)
        ? EntityId.Of(entity.Kind, entity.Name[..^Store.Length]) : entity;

    private static bool IsWithin(RecordedTelemetry telemetry, DateTimeOffset at, ProblemList problems)
    {
        if (telemetry.Time is { } time && (at <= time.First || at >= time.Last))
        {
            problems.Add(new Place(1, 1, ""),
                $"the injection at {at:u} is not within the metrics, {time.First:u} to {time.Last:u}");
            return false;
        }

        return telemetry.Time is not null;
    }

    private static EvaluatedCase Unusable(RcaEvalFault fault) => new(
        fault.Name, SliceOf(fault), fault.Root, RankedAnswer.None, [], null, TimeSpan.Zero, TimeSpan.Zero);

    private static string SliceOf(RcaEvalFault fault) => $"{fault.Set}/{fault.Kind}";
}
