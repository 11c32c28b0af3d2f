using System.Globalization;
using System.Text;
using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Engine.Scoring;

/// <summary>
/// A report as text for its hash: every conclusion, in a fixed order, numbers rounded to six significant digits,
/// because transcendental functions differ in the last bit between platforms.
/// </summary>
internal static class ReportText
{
    public static string Canonical(RunReport report)
    {
        var text = new StringBuilder();
        Line(text, "run", report.Scenario, report.Seed, report.EngineVersion, report.Entities, report.Samples,
            report.Alerts);
        Line(text, "span", report.StartsAt, report.EndsAt, report.TimeToDetect, report.TimeToMitigate);
        Line(text, "score", report.RootRank, report.BlastPrecision, report.BlastRecall);
        foreach (var incident in report.Incidents)
        {
            Incident(text, incident);
        }

        foreach (var result in report.Expectations)
        {
            Line(text, "expect", result.Expectation.Kind, result.Passed, result.Found);
        }

        return text.ToString();
    }

    private static void Incident(StringBuilder text, Incident incident)
    {
        Line(text, "incident", incident.Id, incident.State, incident.Severity, incident.Title);
        Line(text, "times", incident.Onset, incident.OpenedAt, incident.DiagnosedAt, incident.MitigatedAt,
            incident.ClosedAt);
        Line(text, "alerts", incident.AlertCount);
        foreach (var alert in incident.Alerts)
        {
            Line(text, "alert", alert.Alert.Fingerprint, alert.Alert.Status, alert.Alert.StartsAt, alert.IsWithheld);
        }

        Line(text, "impact", [.. incident.Impact.Select(entity => (object)entity.Text)]);
        foreach (var reach in incident.BlastRadius)
        {
            Line(text, "reach", reach.Entity, reach.Strength, reach.Hops, reach.DelaySeconds);
        }

        foreach (var suspect in incident.Diagnosis?.Suspects ?? [])
        {
            Line(text, "suspect", suspect.Rank, suspect.Entity, suspect.Family, suspect.Change?.Id, suspect.Score);
        }
    }

    private static void Line(StringBuilder text, string name, params object?[] values)
    {
        text.Append(name);
        foreach (var value in values)
        {
            text.Append('\t').Append(value switch
            {
                null => "-",
                double number => number.ToString("G6", CultureInfo.InvariantCulture),
                DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
                IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString(),
            });
        }

        text.Append('\n');
    }
}
