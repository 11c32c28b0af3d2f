using System.Diagnostics;
using System.Globalization;
using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Propagation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Telemetry;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.OpenRca;

/// <summary>Diagnoses every recorded failure of the systems of OpenRCA and compares with its component. The only place
/// where the two meet. Days are read one after another, each file once; a failure is judged when the days it lies near
/// are read.</summary>
public static class OpenRcaEvaluation
{
    private const int GotShown = 5;
    private const int DeepestFolder = 4;
    private const string TelemetryFolder = "telemetry";

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(2);

    /// <summary>True when there is any system beneath a folder.</summary>
    public static bool IsIn(string root) => Systems(root).Count > 0;

    /// <summary>Judges all failures, by system, day and row.</summary>
    /// <param name="root">Folder of the benchmark, or of one of its systems.</param>
    /// <param name="onset">Who says when the trouble began.</param>
    /// <param name="limits">What reading may cost.</param>
    /// <param name="cancellation">Stops between days.</param>
    public static IEnumerable<JudgedRecording> Judge(
        string root, ReplayOnset onset, RecordingLimits limits, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(limits);
        return Systems(root).SelectMany(folder => Judge(folder, NameOf(root, folder), (onset, limits), cancellation));
    }

    private static IEnumerable<JudgedRecording> Judge(
        string folder, string set, (ReplayOnset Onset, RecordingLimits Limits) how, CancellationToken cancellation)
    {
        var answers = new ProblemList(Path.Combine(folder, OpenRcaFault.RecordFile), how.Limits.ForSource());
        var waiting = OpenRcaFault.Read(folder, set, how.Limits, answers).Take(how.Limits.MaxCases)
            .OrderBy(fault => fault.Onset).ThenBy(fault => fault.Row)
            .Select(fault => (Fault: fault, Case: new OpenRcaCase(fault.Onset, how.Limits))).ToList();
        var problems = answers.ToSorted().ToList();
        var names = new OpenRcaNames();
        var alarms = new List<DateTimeOffset>();
        var asked = (how.Onset, cancellation);
        foreach (var (date, day) in Days(folder))
        {
            cancellation.ThrowIfCancellationRequested();
            var near = waiting.FindAll(one => one.Case.Earliest < date.AddDays(1) && one.Case.Latest > date);
            var wrong = new ProblemList(day, how.Limits.ForSource());
            new OpenRcaDay(names, how.Limits, wrong).Read(day, near.Select(one => one.Case));
            problems.AddRange(wrong.ToSorted());
            foreach (var one in waiting.FindAll(one => one.Case.Latest <= date.AddDays(1)))
            {
                yield return Judge(one.Fault, one.Case, asked, alarms) with { Problems = [.. problems] };
                problems.Clear();
            }

            waiting.RemoveAll(one => one.Case.Latest <= date.AddDays(1));
        }

        foreach (var one in waiting)
        {
            yield return Judge(one.Fault, one.Case, asked, alarms) with { Problems = [.. problems] };
            problems.Clear();
        }
    }

    private static JudgedRecording Judge(
        OpenRcaFault fault, OpenRcaCase one, (ReplayOnset Onset, CancellationToken Cancellation) how,
        List<DateTimeOffset> alarms)
    {
        var truth = EntityId.Of(EntityKind.Service, fault.Component);
        var slice = $"{fault.Set}/{fault.Reason}";
        if (one.Telemetry.Time is null)
        {
            return new JudgedRecording(
                new EvaluatedCase(
                    fault.Name, slice, truth, RankedAnswer.None, [], null, TimeSpan.Zero, TimeSpan.Zero),
                [], ["nothing is recorded of that time"]);
        }

        alarms.ForEach(one.Telemetry.Alarm);
        var told = one.Onset;
        var judged = new CaseGuard(how.Cancellation).Run(fault.Name, slice, truth, answering =>
        {
            var started = Stopwatch.GetTimestamp();
            var cancellation = answering();
            told = Tell(one, how.Onset);
            var source = one.Telemetry.At(told, cancellation);
            return Judge(fault, source, Stopwatch.GetElapsedTime(started), cancellation) with
            {
                Slice = slice,
                Onset = how.Onset == ReplayOnset.Self ? "self" : "oracle",
                OnsetError = (told - fault.Onset).Duration(),
            };
        });
        alarms.Add(told);
        return new JudgedRecording(judged, [], [.. one.Telemetry.Notes()]);
    }

    private static EvaluatedCase Judge(
        OpenRcaFault fault, DiagnosisCase source, TimeSpan learning, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var report = LocalDiagnosis.InTime(source, DiagnosisSettings.Default, FloodSettings.Default, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var truth = source.Graph.Entities.Select(entity => entity.Id).FirstOrDefault(
            entity => entity.Name == fault.Component, EntityId.Of(EntityKind.Service, fault.Component));
        return new EvaluatedCase(
            fault.Name, "", truth, RankedAnswer.Of(report, truth),
            [.. report.Suspects.Take(GotShown).Select(suspect => suspect.Entity)], null, elapsed, learning)
        {
            Report = report,
            Stated = StatedBelief.Of(report, [truth]),
        };
    }

    /// <summary>What is told: the instant itself; an instant a minute late, from which is looked back; or only the half
    /// hour, as the questions of the benchmark do.</summary>
    private static DateTimeOffset Tell(OpenRcaCase one, ReplayOnset onset) => onset switch
    {
        ReplayOnset.Oracle => one.Onset,
        ReplayOnset.Late60 => one.Telemetry.OnsetWithin(one.Onset + Late - LookBack, one.Onset + Late + LookBack),
        _ => one.Telemetry.OnsetWithin(one.From, one.From + OpenRcaCase.Told),
    };

    internal static List<string> Systems(string root) => !Directory.Exists(root) ? [] :
    [
        .. Directory.EnumerateFiles(root, OpenRcaFault.RecordFile, new EnumerationOptions
        {
            RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, IgnoreInaccessible = true,
        }).Select(path => Path.GetDirectoryName(path)!)
            .Where(folder => Directory.Exists(Path.Combine(folder, TelemetryFolder))).Order(StringComparer.Ordinal),
    ];

    private static string NameOf(string root, string folder)
    {
        var name = Path.GetRelativePath(root, folder).Replace(Path.DirectorySeparatorChar, '/');
        return name == "." ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root))) : name;
    }

    internal static IEnumerable<(DateTimeOffset Date, string Folder)> Days(string folder) =>
        Directory.EnumerateDirectories(Path.Combine(folder, TelemetryFolder))
            .Select(path => (Date: DateOf(Path.GetFileName(path)), Folder: path))
            .Where(day => day.Date is not null).Select(day => (day.Date!.Value, day.Folder))
            .OrderBy(day => day.Item1);

    private static DateTimeOffset? DateOf(string name) => DateTime.TryParseExact(
        name, "yyyy_MM_dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? new DateTimeOffset(date, OpenRcaFault.Zone) : null;
}
