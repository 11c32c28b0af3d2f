using System.Collections.Immutable;
using AiopsTwin.Engine.Changes;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// A cause that comes from above: a job presses on what it relies on, and everything else that relies on the same
/// suffers. Graph floods from the job do not reach those, so the job inherits what speaks for the thing it presses
/// on, and is preferred to it when it ran right before the onset; the more so the more often it did, and the less
/// the more often it ran without harm.
/// </summary>
internal static class JobPressure
{
    private static readonly TimeSpan Nearness = TimeSpan.FromMinutes(15);

    /// <summary>Suspects for jobs, to be ranked with the others. The draft a job stood in before is replaced.</summary>
    public static List<SuspectDraft> Of(CaseView view, IReadOnlyDictionary<int, SuspectDraft> drafts)
    {
        var found = new List<SuspectDraft>();
        var jobs = view.Source.Changes.Where(change => change.Kind == ChangeKind.ScheduledJob)
            .GroupBy(change => change.Entity).OrderBy(group => group.Key);
        foreach (var runs in jobs)
        {
            if (view.Graph.TryIndex(runs.Key, out var job) && Pressed(view, job, drafts) is { } pressed
                && Draft(view, job, [.. runs.OrderBy(run => run.At)], pressed) is { } draft)
            {
                found.Add(draft);
            }
        }

        return found;
    }

    /// <summary>The likeliest symptomatic thing the job relies on directly; null when there is none.</summary>
    private static SuspectDraft? Pressed(CaseView view, int job, IReadOnlyDictionary<int, SuspectDraft> drafts) =>
        view.Graph.DependenciesOf(job).Where(view.Symptoms.Contains)
            .Select(drafts.GetValueOrDefault).Where(draft => draft is not null)
            .OrderByDescending(draft => draft!.Score).ThenBy(draft => draft!.Entity).FirstOrDefault();

    private static SuspectDraft? Draft(CaseView view, int job, List<ChangeEvent> runs, SuspectDraft pressed)
    {
        var slack = view.Settings.OnsetSlack;
        var onset = view.Source.Onset;
        var run = runs.LastOrDefault(one => one.At <= onset + slack && one.At >= onset - Nearness);
        if (run is null)
        {
            return null;
        }

        var occurrences = view.Source.Occurrences.IsEmpty ? [onset] : view.Source.Occurrences;
        var hits = occurrences.Count(at => runs.Exists(one => one.At <= at + slack && one.At >= at - Nearness));
        var harmless = runs.Count(one => one.At >= occurrences[0] - Nearness
            && !occurrences.Any(at => one.At <= at + slack && one.At >= at - Nearness));
        var density = ChangeLag.Density(ChangeKind.ScheduledJob, onset - run.At, slack);
        var entity = view.Graph.IdOf(job);
        var draft = new SuspectDraft(job, entity)
        {
            Family = MetricFamily.Traffic,
            Change = run,
            ChangeLag = onset - run.At,
            ExplainedShare = pressed.ExplainedShare,
            Fit = pressed.Fit,
            IsDirect = true,
        };
        draft.Add(
            EvidenceKind.PropagationFit, pressed.Score - 0.5,
            $"{entity} works on {pressed.Entity}; what speaks for {pressed.Entity} speaks for it");
        draft.Add(
            EvidenceKind.Change, Math.Max(-1, 2 + Math.Log(Math.Max(density, 1e-9))),
            $"the job '{run.Title}' began {ChangeEvidence.Before(onset - run.At)} the onset");
        if (occurrences.Length > 1)
        {
            draft.Add(
                EvidenceKind.Recurrence, Math.Min(2, hits - 1),
                $"it ran at {hits} of {occurrences.Length} onsets, every {Period(occurrences)} about "
                    + $"{IncidentText.Phase(onset)}");
        }

        draft.Add(
            EvidenceKind.Recurrence, -0.5 * Math.Min(4, harmless),
            $"it ran {IncidentText.Count(harmless, "time")} without harm since the first onset");
        return draft;
    }

    /// <summary>Usual time from one onset to the next, in words.</summary>
    private static string Period(ImmutableArray<DateTimeOffset> occurrences)
    {
        var gaps = occurrences.Skip(1).Zip(occurrences, (later, earlier) => later - earlier).Order().ToArray();
        return IncidentText.Span(TimeSpan.FromHours(Math.Round(gaps[gaps.Length / 2].TotalHours)));
    }
}
