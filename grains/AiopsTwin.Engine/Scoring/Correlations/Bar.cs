using AiopsTwin.Engine.Correlation;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>Bars that several cases share; each names what is missing, in a sentence, or nothing.</summary>
internal static class Bar
{
    public static IEnumerable<string> Incidents(CorrelationOutcome outcome, int count)
    {
        if (outcome.Incidents.Length != count)
        {
            yield return $"{outcome.Incidents.Length} incidents instead of {count}";
        }
    }

    public static IEnumerable<string> Told(CorrelationOutcome outcome, int most)
    {
        if (outcome.Notifications > most)
        {
            yield return $"{outcome.Notifications} notifications, {most} at most";
        }
    }

    /// <summary>Signals of different causes are apart, those of one cause together.</summary>
    public static IEnumerable<string> Pure(CorrelationOutcome outcome)
    {
        if (outcome.Scores.OverMerge > 0)
        {
            yield return FormattableString.Invariant($"over-merge {outcome.Scores.OverMerge:0.0000}");
        }

        if (outcome.Scores.Split > 0)
        {
            yield return FormattableString.Invariant($"split {outcome.Scores.Split:0.0000}");
        }
    }

    public static IEnumerable<string> F1(CorrelationOutcome outcome, double least)
    {
        if (outcome.Scores.F1 < least)
        {
            yield return FormattableString.Invariant($"pairwise F1 {outcome.Scores.F1:0.000} below {least:0.00}");
        }
    }

    /// <summary>Every fault has an incident that names its root among the first few suspects.</summary>
    public static IEnumerable<string> Roots(CorrelationOutcome outcome, int rank = 1)
    {
        foreach (var verdict in outcome.Verdicts.Where(verdict => verdict.Fault.IsPaged))
        {
            if (verdict.Incident is null)
            {
                yield return $"no incident for {verdict.Fault.Root}";
            }
            else if (verdict.Rank == 0 || verdict.Rank > rank)
            {
                var first = verdict.Incident.Diagnosis?.Suspects.FirstOrDefault();
                yield return $"{verdict.Incident.Id} names {first?.Entity.Text ?? "nobody"}, not {verdict.Fault.Root} "
                    + $"(rank {verdict.Rank})";
            }
        }
    }

    /// <summary>The incident that holds most signals of a fault.</summary>
    public static Incident? Of(CorrelationOutcome outcome, int fault) => outcome.Verdicts[fault].Incident;
}
