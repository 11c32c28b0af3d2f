using System.Collections.Immutable;
using AiopsTwin.Engine.Faults;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Scenarios.Estates;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Files;

/// <summary>Checks what single fields cannot show: that the parts of a scenario fit each other.</summary>
internal sealed class ScenarioChecks(ScenarioDraft draft, ProblemList problems)
{
    private readonly HashSet<string> _faults =
        [.. draft.Timeline.Where(step => step.Fault is not null).Select(step => step.Fault!.Spec.Id)];

    // A fault that is a change is reported under its own id.
    private readonly HashSet<string> _changes =
    [
        .. draft.Timeline.Where(step => step.Change is not null).Select(step => step.Change!.Change.Id),
        .. draft.Timeline.Where(step => step.Fault is { } fault && IsReported(fault.Spec))
            .Select(step => step.Fault!.Spec.Id),
    ];

    private static bool IsReported(FaultSpec fault) =>
        fault.IsReported ?? FaultCatalog.Find(fault.Kind)?.ReportedAs is not null;

    /// <summary>Checks everything that needs no estate.</summary>
    public void CheckAlone()
    {
        CheckTimes();
        CheckSteps();
        CheckExpectations();
        CheckTruth();
        ReportRepeats(draft.Load.Select(load => (load.Place.Child("name"), $"{load.Entry} '{load.Name}'")));
        ReportRepeats(draft.Timeline.Where(step => step.Fault is not null)
            .Select(step => (step.Fault!.Place.Child("id"), $"fault '{step.Fault.Spec.Id}'")));
        ReportRepeats(draft.Timeline.Where(step => step.Change is not null)
            .Select(step => step.Change!)
            .Select(change => (change.Place.Child("id"), $"change '{change.Change.Source}/{change.Change.Id}'")));
    }

    /// <summary>Checks that everything named is in the estate, and that every fault suits it.</summary>
    public void CheckAgainst(EstateReading estate)
    {
        var known = estate.Known();
        var working = estate.Working().ToArray();
        if (working.Length == 0)
        {
            problems.Add(draft.Place.Child("estate"), "no entity of the estate has a process: nothing would happen");
        }

        if (draft.Load.IsEmpty && estate.Load.IsEmpty)
        {
            problems.Add(draft.Place.Child("load"), "is missing: the estate gives no load of its own");
        }

        LoadDraws.Check(draft.Load, working, problems);

        foreach (var step in draft.Timeline)
        {
            CheckNamed(step.Change?.Place.Child("entity"), step.Change?.Change.Entity, known);
            if (step.Fault is not null)
            {
                CheckFault(step.Fault, known, estate.Estate);
            }
        }

        foreach (var (place, claim) in draft.Expectations.Select(item => (item.Place, item.Expectation)))
        {
            CheckWorking(place, claim?.Entities ?? [], working);
        }

        for (var i = 0; i < draft.Zoom.Length; i++)
        {
            CheckWorking(draft.Place.Child(ScenarioFields.Zoom.Name).Item(i), [draft.Zoom[i]], working);
        }

        for (var i = 0; i < (draft.Truth?.Roots.Length ?? 0); i++)
        {
            CheckNamed(draft.Truth!.Place.Child("roots").Item(i), draft.Truth.Roots[i], known);
        }
    }

    // A place answers no requests: nobody can say that it is hit.
    private void CheckWorking(Place place, ImmutableArray<EntityId> named, EntityId[] working)
    {
        foreach (var entity in named.Where(entity => !entity.IsNone && !working.Contains(entity)))
        {
            problems.Add(place, $"'{entity}' is no entity of the estate that has a process");
        }
    }

    private void CheckFault(FaultDraft fault, HashSet<EntityId> known, Estate? estate)
    {
        var before = problems.Count;
        for (var i = 0; i < fault.Spec.Targets.Length; i++)
        {
            CheckNamed(fault.Place.Child("targets").Item(i), fault.Spec.Targets[i], known);
        }

        CheckNamed(fault.Place.Child("peer"), fault.Spec.Peer, known);
        if (estate is not null && fault.IsSound && problems.Count == before)
        {
            FaultCheck.Check(fault, estate, problems);
        }
    }

    private void CheckNamed(Place? place, EntityId? entity, HashSet<EntityId> known)
    {
        if (place is { } at && entity is { IsNone: false } id && !known.Contains(id))
        {
            problems.Add(at, $"'{id}' is not an entity of the estate");
        }
    }

    private void CheckTimes()
    {
        if (draft.Tick > TimeSpan.Zero && draft.TelemetryInterval.Ticks % draft.Tick.Ticks != 0)
        {
            problems.Add(draft.Place.Child("telemetryInterval"), "must be a multiple of the tick");
        }

        if (draft.TelemetryInterval > TimeSpan.Zero && draft.WarmUp.Ticks % draft.TelemetryInterval.Ticks != 0)
        {
            problems.Add(draft.Place.Child("warmUp"), "must be a multiple of the telemetry interval");
        }

        if (draft.TelemetryInterval > TimeSpan.Zero && draft.Duration.Ticks % draft.TelemetryInterval.Ticks != 0)
        {
            problems.Add(draft.Place.Child("duration"), "must be a multiple of the telemetry interval");
        }
    }

    private void CheckSteps()
    {
        foreach (var step in draft.Timeline)
        {
            if (step.Fault is null && step.Revert is null && step.Change is null && step.Note is null)
            {
                problems.Add(step.Place, "a step has at least one of fault, revert, change and note");
            }

            if (!step.HasTime)
            {
                problems.Add(step.Place.Child("at"), "is missing: say when, by at or after");
            }

            CheckStepTime(step);
            if (step.Revert is not null && !_faults.Contains(step.Revert))
            {
                problems.Add(step.Place.Child("revert"), $"'{step.Revert}' is not the id of a fault of this timeline");
            }
        }
    }

    private void CheckStepTime(StepDraft step)
    {
        if (step.After is null && IsAfterTheEnd(step.At))
        {
            problems.Add(step.Place.Child("at"), "lies after the end of the scenario");
        }

        if (step.After is not null && step.At is { IsClock: true })
        {
            problems.Add(step.Place.Child("at"), "with after, at is a duration to add, not a time of day");
        }

        if (step.After is not null && step.Every is not null)
        {
            problems.Add(step.Place.Child("every"), "a step that waits for a moment happens once");
        }
    }

    // A start or a duration that could not be read was reported already.
    private bool IsAfterTheEnd(AtTime? at) =>
        draft.Duration > TimeSpan.Zero && draft.Start != default && at?.After(draft.Start) > draft.Duration;

    private void CheckExpectations()
    {
        var hasRevert = draft.Timeline.Any(step => step.Revert is not null || step.Fault?.Spec.Duration is not null);
        foreach (var (place, claim) in draft.Expectations.Select(item => (item.Place, item.Expectation)))
        {
            var reason = claim?.Kind switch
            {
                ExpectationKind.ChangeNamed when !_changes.Contains(claim.Text ?? "") =>
                    $"'{claim.Text}' is not the id of a change of this timeline",
                ExpectationKind.RootRank or ExpectationKind.DetectedWithin when draft.Truth is null =>
                    "needs a truth to compare with",
                ExpectationKind.MitigatedWithin when !hasRevert => "needs a step that reverts a fault",
                ExpectationKind.AffectedInOrder or ExpectationKind.PhaseAt when draft.Truth is null =>
                    "needs a truth with the onset to count from",
                _ => null,
            };
            if (reason is not null)
            {
                problems.Add(place, reason);
            }
        }

        foreach (var claim in draft.Expectations.Where(claim => IsAfterTheEnd(claim.At)))
        {
            problems.Add(claim.Place.Child("at"), "lies after the end of the scenario");
        }
    }

    private void CheckTruth()
    {
        if (draft.Truth is null)
        {
            return;
        }

        if (draft.Truth.Change is not null && !_changes.Contains(draft.Truth.Change))
        {
            problems.Add(
                draft.Truth.Place.Child("change"),
                $"'{draft.Truth.Change}' is not the id of a change of this timeline");
        }

        if (IsAfterTheEnd(draft.Truth.Onset))
        {
            problems.Add(draft.Truth.Place.Child("onset"), "lies after the end of the scenario");
        }

        if (draft.Truth.Onset is { } onset && draft.WarmUp + onset.After(draft.Start) <= TimeSpan.Zero
            && draft.Expectations.Any(claim => claim.Expectation is { Entities.IsEmpty: false }))
        {
            problems.Add(
                draft.Truth.Place.Child("onset"), "needs time before it, which says what is usual of those hit");
        }

        if (_faults.Count == 0)
        {
            problems.Add(draft.Truth.Place, "there is a truth but no fault in the timeline");
        }
    }

    private void ReportRepeats(IEnumerable<(Place Place, string Name)> named)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, name) in named)
        {
            if (!seen.TryAdd(name, place.Line))
            {
                problems.Add(place, $"{name} is already given on line {seen[name]}");
            }
        }
    }
}
