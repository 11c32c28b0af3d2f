using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using AiopsTwin.Engine.Diagnosis.Trial;
using AiopsTwin.Engine.Scoring.Peers;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Recorded.Perturbed;

namespace AiopsTwin.Scenarios.Recorded.RootCauseBench;

/// <summary>One incident, judged.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Expected">The change at fault; null when none was.</param>
/// <param name="Got">The change named; null when none was.</param>
/// <param name="IsDecoy">True when the change named is a planted decoy.</param>
/// <param name="IsFirstRight">True when the first failing service is right.</param>
/// <param name="Jaccard">Overlap of the affected services with the true ones, in [0, 1].</param>
/// <param name="Elapsed">From the files read to the verdict.</param>
/// <param name="Reason">Why.</param>
public sealed record JudgedTrial(
    string Case, string? Expected, string? Got, bool IsDecoy, bool IsFirstRight, double Jaccard, TimeSpan Elapsed,
    string Reason)
{
    /// <summary>True when the verdict is right: this change, or none.</summary>
    public bool IsRight => Expected == Got;

    /// <summary>Share of the services told to be affected that are, in [0, 1]; 1 when none was told.</summary>
    public double Precision { get; init; }

    /// <summary>Share of the affected services that were told, in [0, 1]; 1 when there are none.</summary>
    public double Recall { get; init; }

    /// <summary>Reading the files.</summary>
    public TimeSpan Loading { get; init; }

    /// <summary>What rules of thumb say.</summary>
    public ImmutableArray<ChangeAnswer> Peers { get; init; } = [];
}

/// <summary>Judges every incident of a folder in the layout of RootCauseBench and compares with its published answer.
/// The only place where the two meet.</summary>
public static class BenchEvaluation
{
    private const string AnswerFile = "ground_truth.json";
    private const string NoChange = "none";

    /// <summary>Folders of the incidents, by name.</summary>
    public static ImmutableArray<string> Cases(string root) => !Directory.Exists(root)
        ? []
        : [.. Directory.EnumerateDirectories(root)
            .Where(folder => File.Exists(Path.Combine(folder, AnswerFile))
                && File.Exists(Path.Combine(folder, "alert.json")))
            .Order(StringComparer.Ordinal)];

    /// <summary>Judges one incident.</summary>
    public static JudgedTrial Judge(string folder, RecordingLimits limits) =>
        Judge(folder, limits, Perturbation.None);

    /// <summary>Judges one incident as it would have been seen under a perturbation.</summary>
    public static JudgedTrial Judge(string folder, RecordingLimits limits, Perturbation perturbation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(perturbation);
        var opened = Stopwatch.GetTimestamp();
        var incident = new BenchIncident(folder, limits, perturbation);
        var started = Stopwatch.GetTimestamp();
        var trial = incident.ToTrial();
        var verdict = ChangeTrial.Of(trial);
        var elapsed = Stopwatch.GetElapsedTime(started);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, AnswerFile)));
        var truth = document.RootElement;
        var expected = truth.GetProperty("root_cause_commit").GetString();
        var affected = Names(truth, "blast_radius").Select(name => EntityId.Of(EntityKind.Service, name)).ToHashSet();
        var union = affected.Union(incident.Affected).Count();
        var both = affected.Intersect(incident.Affected).Count();
        return new JudgedTrial(
            Path.GetFileName(folder), expected == NoChange ? null : expected, verdict.Culprit?.Id,
            verdict.Culprit is { } culprit && Names(truth, "decoy_deploy_commits").Contains(culprit.Id),
            truth.GetProperty("first_failing_service").GetString() == incident.Failing.Name,
            union == 0 ? 1 : both / (double)union, elapsed, verdict.Reason)
        {
            Precision = incident.Affected.IsEmpty ? 1 : both / (double)incident.Affected.Count,
            Recall = affected.Count == 0 ? 1 : both / (double)affected.Count,
            Loading = Stopwatch.GetElapsedTime(opened, started),
            Peers = ChangePeers.Judge(trial, incident.FiredAt),
        };
    }

    /// <summary>Services that an answer names.</summary>
    internal static IEnumerable<string> ServicesOfAnswer(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, AnswerFile)));
        return [.. Names(document.RootElement, "blast_radius")
            .Append(document.RootElement.GetProperty("first_failing_service").GetString() ?? "")];
    }

    private static List<string> Names(JsonElement truth, string member) =>
        truth.TryGetProperty(member, out var names)
            ? [.. names.EnumerateArray().Select(name => name.GetString() ?? "")] : [];
}
