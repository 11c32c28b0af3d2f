using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Detection.Recurring;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>The diagnosis in a sentence a person can repeat: who, what with its numbers, when, after which change,
/// and who follows.</summary>
internal static class Summary
{
    /// <summary>Words for the best suspect.</summary>
    /// <param name="view">The case.</param>
    /// <param name="best">The best suspect.</param>
    /// <param name="ties">How many suspects share its rank, itself included.</param>
    public static string Of(CaseView view, SuspectDraft best, int ties)
    {
        var reading = view.At(best.Node);
        var words = reading is { IsAnomalous: true }
            ? $"{best.Entity} {MetricWords.Story(reading, best.Family) ?? IncidentText.Trouble(best.Family)}"
            : $"{best.Entity} itself shows nothing, but what relies on it does";
        if (best.Family == MetricFamily.Traffic && best.Change is { Kind: ChangeKind.ScheduledJob })
        {
            words = $"{best.Entity} presses on what it works on";
        }

        var onset = reading?.OnsetIn(best.Family) ?? reading?.Onset ?? view.Source.Onset;
        words += $" at {IncidentText.Clock(onset)}";
        if (best.Change is { } change)
        {
            var whose = change.Entity == best.Entity ? "its " : $"{change.Entity}'s ";
            words += $", {IncidentText.Span(onset - change.At)} after {whose}{ChangeWords.Kind(change.Kind)} "
                + $"'{change.Title}'";
        }

        words += Followers(view, best.Node);
        if (view.Source.Occurrences.Length > 1)
        {
            words += $"; it came back, seen {IncidentText.Count(view.Source.Occurrences.Length, "time")} about "
                + IncidentText.Phase(view.Source.Onset);
        }
        else if (reading?.RecurringAt(view.Source.Onset) is { } finding)
        {
            words += $"; it recurs {RecurringReader.Words(finding.Pattern, view.Source.Onset)}";
        }

        return ties > 1 ? $"{words}. {IncidentText.Count(ties - 1, "other suspect")} cannot be told from it."
            : words + ".";
    }

    private static string Followers(CaseView view, int node)
    {
        var callers = view.Graph.DependentsOf(node, DependencyKind.CallsSync);
        var noun = "caller";
        if (callers.Count == 0)
        {
            callers = view.Graph.DependentsOf(node);
            noun = "dependent";
        }

        if (callers.Count == 0)
        {
            return "";
        }

        var follow = callers.Count(caller =>
            view.Symptoms.Contains(caller) || view.At(caller) is { IsAnomalous: true });
        return $"; {follow} of {IncidentText.Count(callers.Count, noun)} {(follow == 1 ? "follows" : "follow")}";
    }
}
