using System.Text.Json.Nodes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Fields;
using AiopsTwin.Scenarios.Recorded;

namespace AiopsTwin.Cli.Output;

/// <summary>What a person or a program sees of a replay.</summary>
internal sealed class ReplayScreen(TextWriter output, TextWriter error, bool isJson)
    : Screen(output, error, isJson)
{
    private const int AlertsShown = 12;
    private const int SuspectsShown = 5;
    private const int ReachShown = 20;

    /// <summary>Says where to look while it runs.</summary>
    public void Watching(Uri page) => Tell($"Watch it at {page}");

    public void Show(ReplayReport report)
    {
        if (IsJson)
        {
            Write(ToJson(report));
            return;
        }

        Print(report);
    }

    private void Print(ReplayReport report)
    {
        Line($"{report.Case}, recorded {report.Begins:yyyy-MM-dd HH:mm:ss} to {report.Ends:HH:mm:ss} UTC, "
            + $"engine {RunScorer.EngineVersion}");
        Line($"{report.Entities} components, {report.Calls} calls, of which {report.AsynchronousCalls} are not waited "
            + $"for; {report.Samples} samples every {DurationText.Format(report.Interval)}, {report.Learned} instants "
            + $"to learn from");
        Line(report.Onset == "self"
            ? "Onset: self. The twin noticed by itself; nobody told it anything."
            : $"Onset: oracle. Besides the samples the twin was told once that {report.Alarm}.");
        if (report.Incident is not { } incident)
        {
            Line("No incident.");
            return;
        }

        Line("");
        Line($"{incident.Id}  {incident.Title}  [{incident.State.ToString().ToLowerInvariant()}, "
            + $"{incident.Severity.ToString().ToLowerInvariant()}]");
        Line($"  onset {incident.Onset:HH:mm:ss}, opened {incident.OpenedAt:HH:mm:ss}, diagnosed "
            + $"{incident.DiagnosedAt:HH:mm:ss}; {incident.AlertCount} alerts, {incident.Impact.Length} components "
            + $"affected");
        foreach (var alert in incident.Alerts.Take(AlertsShown))
        {
            Line($"  {alert.Alert.StartsAt:HH:mm:ss} {alert.Alert.Severity.ToString().ToLowerInvariant()} "
                + $"{alert.Alert.Summary}{(alert.IsWithheld ? " (withheld)" : "")}");
        }

        Print(incident);
    }

    private void Print(Incident incident)
    {
        if (incident.Diagnosis is not { } diagnosis)
        {
            return;
        }

        Line("");
        Line(diagnosis.Summary);
        foreach (var suspect in diagnosis.Suspects.Take(SuspectsShown))
        {
            Line($"  {suspect.Rank}. {suspect.Entity} ({suspect.Family.ToString().ToLowerInvariant()}), belief "
                + $"{suspect.Posterior:P0}");
            foreach (var evidence in suspect.Evidence)
            {
                Line($"     {evidence.Weight,5:+0.0;-0.0} {evidence.Sentence}");
            }
        }

        Line("");
        Line($"Blast radius of {Best(diagnosis)}: {incident.BlastRadius.Length} components");
        foreach (var reach in incident.BlastRadius.OrderByDescending(reach => reach.Strength)
            .ThenBy(reach => reach.Entity).Take(ReachShown))
        {
            Line($"  {reach.Strength:P0}, {reach.Hops} hops: {reach.Entity}");
        }
    }

    private static string Best(DiagnosisReport diagnosis) => diagnosis.Suspects[0].Entity.Text;

    private static JsonObject ToJson(ReplayReport report) => new()
    {
        ["command"] = "replay",
        ["subject"] = report.Case,
        ["version"] = RunScorer.EngineVersion,
        ["onset"] = report.Onset,
        ["alarm"] = report.Alarm,
        ["begins"] = JsonOutput.Of(report.Begins),
        ["ends"] = JsonOutput.Of(report.Ends),
        ["components"] = report.Entities,
        ["calls"] = report.Calls,
        ["asynchronousCalls"] = report.AsynchronousCalls,
        ["samples"] = report.Samples,
        ["alerts"] = report.Alerts,
        ["incidents"] = report.Incidents,
        ["incident"] = JsonOutput.Of(report.Incident),
    };
}
