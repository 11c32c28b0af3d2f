using System.Collections.Immutable;
using System.Diagnostics;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>One case, judged.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Slice">Group and symptom, for reporting.</param>
/// <param name="Expected">The component at fault.</param>
/// <param name="Answer">Where it stands in the twin's ranking.</param>
/// <param name="Got">The first suspects, best first.</param>
/// <param name="Onset">Who said first that something is wrong: the twin (<c>self</c>) or the alarm (<c>oracle</c>);
/// null when nobody did.</param>
/// <param name="Elapsed">From the first sample of the case to the last diagnosis; reading files and learning the
/// baseline excluded.</param>
/// <param name="Learning">Learning the baseline.</param>
public sealed record EvaluatedCase(
    string Case,
    string Slice,
    EntityId Expected,
    RankedAnswer Answer,
    ImmutableArray<EntityId> Got,
    string? Onset,
    TimeSpan Elapsed,
    TimeSpan Learning)
{
    /// <summary>How far the onset taken lies from the true one; null where that is not measured.</summary>
    public TimeSpan? OnsetError { get; init; }

    /// <summary>What the twin stated as the cause; null when it stated none.</summary>
    public StatedBelief? Stated { get; init; }
}

/// <summary>Windows of fault-free time in which the twin should have stayed quiet.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="Windows">Number of windows.</param>
/// <param name="Slowness">Windows in which an incident opened for any reason but failures.</param>
/// <param name="Failures">Windows in which an incident opened for failures.</param>
public sealed record QuietWindows(string Group, int Windows, int Slowness, int Failures);

/// <summary>Replays every case of a folder and compares what the twin says with the published answers. The only place
/// where the two meet.</summary>
public static class PetShopEvaluation
{
    // As long as a case, so that a window stands for "a case without an issue".
    private const int RowsPerWindow = 5;

    // Half of it shows every slot of the day at least once.
    private const double LearnedShare = 0.5;

    private const int GotShown = 5;

    /// <summary>Judges one case.</summary>
    public static Parsed<EvaluatedCase> Judge(PetShopFolder folder, string name, ReplayOnset onset)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var target = PetShopTarget.Read(folder.PathOf(name));
        if (target.Value is not { } truth)
        {
            return new Parsed<EvaluatedCase>(null, target.Problems);
        }

        var slice = $"{folder.GroupOf(name)}/{truth.Symptom}";
        var read = folder.Read(name);
        if (read.Value is not { } recording)
        {
            return new Parsed<EvaluatedCase>(null, read.Problems);
        }

        var replay = new RecordedReplay(recording, onset, TwinSettings.Default);
        var started = Stopwatch.GetTimestamp();
        replay.Learn();
        var learned = Stopwatch.GetTimestamp();
        replay.Play();
        var ended = Stopwatch.GetTimestamp();
        var incident = replay.Found();
        return new Parsed<EvaluatedCase>(
            new EvaluatedCase(
                name, slice, truth.Root, RankedAnswer.Of(incident?.Diagnosis, truth.Root),
                [.. (incident?.Diagnosis?.Suspects ?? []).Take(GotShown).Select(suspect => suspect.Entity)],
                OnsetOf(incident, recording),
                Stopwatch.GetElapsedTime(learned, ended), Stopwatch.GetElapsedTime(started, learned))
            {
                Stated = StatedBelief.Of(incident?.Diagnosis, [truth.Root]),
            },
            []);
    }

    /// <summary>Watches the second half of a group's fault-free part after learning the first.</summary>
    public static Parsed<QuietWindows> Watch(PetShopFolder folder, string group)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var read = folder.ReadQuiet(group, LearnedShare);
        if (read.Value is not { } recording)
        {
            return new Parsed<QuietWindows>(null, read.Problems);
        }

        var replay = new RecordedReplay(recording, ReplayOnset.Self, TwinSettings.Default);
        replay.Learn();
        var (windows, slowness, failures) = (0, 0, 0);
        foreach (var window in recording.Incident.Chunk(RowsPerWindow))
        {
            var moved = window.SelectMany(moment => replay.Feed(moment)).Where(incident =>
                incident.OpenedAt >= window[0].At).ToList();
            windows++;
            failures += moved.Exists(IsFailure) ? 1 : 0;
            slowness += moved.Exists(incident => !IsFailure(incident)) ? 1 : 0;
        }

        return new Parsed<QuietWindows>(new QuietWindows(group, windows, slowness, failures), []);
    }

    /// <summary>Who raised the first alert of an incident since the recording's own part began.</summary>
    internal static string? OnsetOf(Incident? incident, Recording recording) => incident is null
        ? null
        : incident.Alerts.Any(one => one.Alert.Source == FrontEndAlarm.Source) ? "oracle" : "self";

    private static bool IsFailure(Incident incident) => incident.Alerts.Any(one => one.Alert.Metric is not null
        && MetricCatalog.Describe(one.Alert.Metric).Family == MetricFamily.Errors);
}
