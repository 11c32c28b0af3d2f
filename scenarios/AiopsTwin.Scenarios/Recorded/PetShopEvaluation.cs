using System.Diagnostics;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Engine.Scoring.Peers;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Twins;
using AiopsTwin.Scenarios.Recorded.Perturbed;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded;

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
    /// <param name="folder">The folder.</param>
    /// <param name="name">Name of the case.</param>
    /// <param name="onset">Who says that something is wrong.</param>
    /// <param name="hasPeers">True to ask the peers as well.</param>
    /// <param name="cancellation">Gives up between instants.</param>
    public static Parsed<EvaluatedCase> Judge(
        PetShopFolder folder, string name, ReplayOnset onset, bool hasPeers = false,
        CancellationToken cancellation = default) =>
        Judge(folder, name, (onset, hasPeers), Perturbation.None, cancellation);

    /// <summary>Judges one case as it would have been seen under a perturbation.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">Name of the case.</param>
    /// <param name="asked">Who says that something is wrong; whether the peers are asked as well.</param>
    /// <param name="perturbation">What is done to the recording.</param>
    /// <param name="cancellation">Gives up between instants.</param>
    public static Parsed<EvaluatedCase> Judge(
        PetShopFolder folder, string name, (ReplayOnset Onset, bool HasPeers) asked, Perturbation perturbation,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(perturbation);
        var target = PetShopTarget.Read(folder.PathOf(name));
        if (target.Value is not { } truth)
        {
            return new Parsed<EvaluatedCase>(null, target.Problems);
        }

        var slice = $"{folder.GroupOf(name)}/{truth.Symptom}";
        var opened = Stopwatch.GetTimestamp();
        var read = folder.Read(name);
        if (read.Value is not { } known)
        {
            return new Parsed<EvaluatedCase>(null, read.Problems);
        }

        var loading = Stopwatch.GetElapsedTime(opened);
        var recording = perturbation.Kind == PerturbationKind.None ? known : perturbation.Of(known, truth.Root);
        return new Parsed<EvaluatedCase>(
            new CaseGuard(cancellation).Run(name, slice, truth.Root, answering =>
                Judge(recording, slice, (truth, asked.Onset), answering)) with
            {
                Loading = loading,
                Peers = asked.HasPeers ? RankingPeers.Judge(PetShopPeers.Of(recording), truth.Root) : [],
            },
            []);
    }

    private static EvaluatedCase Judge(
        Recording recording, string slice, (PetShopTarget Truth, ReplayOnset Onset) asked,
        Func<CancellationToken> answering)
    {
        var truth = asked.Truth;
        var replay = new RecordedReplay(recording, asked.Onset, TwinSettings.Default);
        var started = Stopwatch.GetTimestamp();
        replay.Learn();
        var learned = Stopwatch.GetTimestamp();
        replay.Play(answering());
        var ended = Stopwatch.GetTimestamp();
        var incident = replay.Found();
        return new EvaluatedCase(
            recording.Name, slice, truth.Root, RankedAnswer.Of(incident?.Diagnosis, truth.Root),
            [.. (incident?.Diagnosis?.Suspects ?? []).Take(GotShown).Select(suspect => suspect.Entity)],
            OnsetOf(incident, recording),
            Stopwatch.GetElapsedTime(learned, ended), Stopwatch.GetElapsedTime(started, learned))
        {
            Report = incident?.Diagnosis,
            Stated = StatedBelief.Of(incident?.Diagnosis, [truth.Root]),
            Families = truth.Families,
        };
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
