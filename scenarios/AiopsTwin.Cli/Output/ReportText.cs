using System.Globalization;
using System.Text;
using AiopsTwin.Cli.Commands;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Fields;

namespace AiopsTwin.Cli.Output;

/// <summary>Tells a report to people.</summary>
internal static class ReportText
{
    private const int SuspectsShown = 3;
    private const int EvidenceShown = 4;

    /// <summary>One line per run, for many seeds.</summary>
    public static string Line(RunReport report)
    {
        var failed = report.Expectations
            .Where(result => !result.IsAccepted)
            .Select(result => Claim(result.Expectation))
            .ToArray();
        var verdict = failed.Length == 0 ? "ok" : "FAILED " + string.Join(", ", failed);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"seed {report.Seed}: {report.IncidentCount} incidents, detected {Short(report.TimeToDetect)}, "
            + $"root rank {report.RootRank?.ToString(CultureInfo.InvariantCulture) ?? "none"}, "
            + $"{report.Hash}  {verdict}");
    }

    /// <summary>The whole report.</summary>
    public static string Full(Scenario scenario, RunReport report)
    {
        var text = new StringBuilder();
        Write(text, $"{report.Scenario}, seed {report.Seed}, engine {report.EngineVersion}: {scenario.Title}");
        Write(text, $"{report.Entities} entities, {report.Samples} samples, {report.Alerts} alerts, "
            + $"{report.IncidentCount} incidents{Merged(report)}");
        foreach (var incident in report.Incidents)
        {
            WriteIncident(text, scenario, incident);
        }

        text.Append('\n');
        if (report.TimeToDetect is not null)
        {
            Write(text, $"Detected {Short(report.TimeToDetect)} after the onset; "
                + $"mitigated {Short(report.TimeToMitigate)}.");
        }

        if (report.BlastPrecision is not null || report.BlastRecall is not null)
        {
            Write(text, $"Blast radius: precision {Share(report.BlastPrecision)}, recall {Share(report.BlastRecall)}.");
        }

        foreach (var result in report.Expectations)
        {
            Write(text, $"  {Verdict(result)}  {Claim(result.Expectation)}: {result.Found}");
            if (result.IsDeviation)
            {
                Write(text, $"            {result.Expectation.Deviation}");
            }
        }

        var verdict = !PlayCommand.Passed(report) ? "An expectation failed."
            : report.Expectations.Any(result => result.IsDeviation) ? "Every expectation held but known deviations."
            : "Every expectation held.";
        Write(text, $"{verdict} Hash {report.Hash}");
        return text.ToString();
    }

    /// <summary>An expectation as its file spells it.</summary>
    public static string Claim(Expectation expectation)
    {
        var kind = expectation.Kind.ToString();
        var name = char.ToLowerInvariant(kind[0]) + kind[1..];
        if (expectation.Kind == ExpectationKind.PhaseAt)
        {
            var phase = expectation.Phase.ToString()!.ToLowerInvariant();
            return $"{name} {phase} {Short(expectation.At)} of {string.Join(", ", expectation.Entities)}";
        }

        var detail = expectation.Text
            ?? (expectation.Entities.IsEmpty ? null : string.Join(", ", expectation.Entities))
            ?? expectation.Count?.ToString(CultureInfo.InvariantCulture)
            ?? (expectation.Within is { } within ? DurationText.Format(within) : null);
        return detail is null ? name : $"{name} {detail}";
    }

    private static string Verdict(ExpectationResult result) =>
        result.Passed ? "ok      " : result.IsDeviation ? "deviates" : "FAILED  ";

    private static string Merged(RunReport report) => report.Incidents.Length == report.IncidentCount
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture, $" ({report.Incidents.Length - report.IncidentCount} more merged)");

    private static void WriteIncident(StringBuilder text, Scenario scenario, Incident incident)
    {
        text.Append('\n');
        if (incident.MergedInto is { } survivor)
        {
            Write(text, $"{incident.Id}  merged into {survivor}: one cause explains both");
            return;
        }

        var state = incident.State.ToString().ToLowerInvariant();
        Write(text, $"{incident.Id}  {incident.Title}  [{state}, {incident.Severity.ToString().ToLowerInvariant()}]");
        Write(text, $"  opened {Clock(scenario, incident.OpenedAt)}, "
            + $"diagnosed {Clock(scenario, incident.DiagnosedAt)}, mitigated {Clock(scenario, incident.MitigatedAt)}");
        Write(text, $"  {incident.AlertCount} alerts, {incident.WithheldCount} of them withheld; "
            + $"{incident.Impact.Length} entities affected");
        if (incident.Diagnosis is not { } diagnosis)
        {
            return;
        }

        Write(text, $"  {diagnosis.Summary}");
        foreach (var suspect in diagnosis.Suspects.Take(SuspectsShown))
        {
            WriteSuspect(text, suspect);
        }
    }

    private static void WriteSuspect(StringBuilder text, Suspect suspect)
    {
        var family = suspect.Family.ToString().ToLowerInvariant();
        Write(text, $"  {suspect.Rank}. {suspect.Entity} ({family}), belief {Share(suspect.Posterior)}");
        if (suspect.Change is { } change)
        {
            Write(text, $"     change {change.Id}: {change.Title}, {change.At:HH:mm:ss}");
        }

        foreach (var evidence in suspect.Evidence.Take(EvidenceShown))
        {
            Write(text, $"     {(evidence.Weight < 0 ? '-' : '+')} {evidence.Sentence}");
        }
    }

    private static void Write(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static string Clock(Scenario scenario, DateTimeOffset? at) => at switch
    {
        null => "never",
        { } instant when scenario.Duration > TimeSpan.FromDays(1) =>
            instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        { } instant => instant.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
    };

    private static string Short(TimeSpan? time) => time is { } value ? DurationText.Format(value) : "never";

    private static string Share(double? share) =>
        share is { } value ? value.ToString("P0", CultureInfo.InvariantCulture) : "unknown";
}
