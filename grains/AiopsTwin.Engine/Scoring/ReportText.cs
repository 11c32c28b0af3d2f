using System.Globalization;
using System.Text;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring;

/// <summary>
/// A report as text for its hash: everything in it, in a fixed order, numbers rounded to six significant digits,
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

        foreach (var (claim, passed, found) in report.Expectations)
        {
            Line(text, "expect", claim.Kind, claim.Count, claim.Within, claim.Text, passed, found);
            if (!claim.Entities.IsEmpty || claim.Deviation is not null)
            {
                Line(text, "impact of", claim.Phase, claim.At, claim.Share, claim.Deviation);
                Line(text, "entities", [.. claim.Entities.Select(entity => (object)entity.Text)]);
            }
        }

        return text.ToString();
    }

    private static void Incident(StringBuilder text, Incident incident)
    {
        Line(text, "incident", incident.Id, incident.State, incident.Severity, incident.Title, incident.MergedInto);
        Line(text, "told", incident.Told, incident.IsSilenced, incident.PartedFrom);
        Line(text, "times", incident.Onset, incident.OpenedAt, incident.DiagnosedAt, incident.MitigatedAt,
            incident.ClosedAt);
        Line(text, "alerts", incident.AlertCount, incident.WithheldCount);
        foreach (var listed in incident.Alerts)
        {
            Line(text, "listed", listed.IsWithheld, listed.Reason);
            Alert(text, listed.Alert);
        }

        Line(text, "impact", [.. incident.Impact.Select(entity => (object)entity.Text)]);
        if (incident.IsFlapping || incident.Contested.Length + incident.Degraded.Length > 0)
        {
            Line(text, "flapping", incident.IsFlapping);
            Line(text, "contested", [.. incident.Contested.Select(entity => (object)entity.Text)]);
            Line(text, "degraded", [.. incident.Degraded.Select(entity => (object)entity.Text)]);
        }

        foreach (var reach in incident.BlastRadius)
        {
            Line(text, "reach", reach.Entity, reach.Strength, reach.Hops, reach.DelaySeconds);
        }

        if (incident.Diagnosis is { } diagnosis)
        {
            Line(text, "diagnosis", diagnosis.At, diagnosis.Summary);
            foreach (var suspect in diagnosis.Suspects)
            {
                Suspect(text, suspect);
            }
        }

        foreach (var entry in incident.History)
        {
            Line(text, "history", entry.At, entry.Text);
        }
    }

    private static void Alert(StringBuilder text, Alert alert)
    {
        Line(text, "alert", alert.Fingerprint, alert.Entity, alert.Name, alert.Severity, alert.Status, alert.Source);
        Line(text, "when", alert.StartsAt, alert.IsStartUnknown, alert.RaisedAt, alert.EndsAt);
        Line(text, "what", alert.Metric, alert.Score, alert.Expected, alert.Observed, alert.Summary);
        if (alert.Explanation is { } why)
        {
            Line(text, "why", why.Reference, why.PeakAt, why.Expected, why.Low, why.High, why.Observed, why.Score,
                why.Threshold, why.WhyNow, why.Shape);
            Line(text, "began", why.Onset.At, why.Onset.From, why.Onset.To);
            Line(text, "slot", why.Slot?.From, why.Slot?.To, why.Slot?.IsKnown);
        }
    }

    private static void Suspect(StringBuilder text, Suspect suspect)
    {
        Line(text, "suspect", suspect.Rank, suspect.Entity, suspect.Family, suspect.Posterior, suspect.Score,
            suspect.ExplainedShare);
        if (suspect.Change is { } change)
        {
            Line(text, "change", change.Source, change.Id, change.Entity, change.Kind, change.At, change.Title);
            Line(text, "attributes", [.. change.Attributes.SelectMany(pair => new object[] { pair.Key, pair.Value })]);
        }

        foreach (var evidence in suspect.Evidence)
        {
            Line(text, "evidence", evidence.Kind, evidence.Weight, evidence.Sentence);
            Line(text, "traces", [.. evidence.Traces]);
        }

        if (suspect.Counterfactual is { } proof)
        {
            Proof(text, proof);
        }
    }

    private static void Proof(StringBuilder text, Counterfactual proof)
    {
        Line(text, "without", proof.At, proof.Since, proof.Until, proof.Steps, proof.FitError, proof.Sentence);
        Line(text, "counts", proof.Counts?.Symptoms, proof.Counts?.Vanishing, proof.Counts?.Reproduced,
            proof.Counts?.Unexplained, proof.Counts?.PredictedQuiet, proof.Counts?.Outside);
        foreach (var effect in proof.Effects)
        {
            Line(text, "effect", effect.Entity, effect.Kind, effect.Usual, effect.Observed, effect.Without,
                effect.Alone, effect.IsSymptom, effect.Vanishes, effect.IsReproduced);
        }

        foreach (var course in proof.Courses)
        {
            Line(text, "course", course.Entity, course.Kind);
            foreach (var point in course.Points)
            {
                Line(text, "point", point.At, point.Observed, point.Simulated, point.Without);
            }
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
