using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// Event patterns (diagnosis reference 4.4c; the principle is Nezha's, Yu et al., FSE 2023): for each operation an
/// entity is asked for, the set of things that happen inside it. What happens in another share of the requests than
/// before, more than it ever differs from minute to minute, is the trace a code defect leaves. Ranked by effect. Two
/// things explain a change away: that the entity is asked differently by a caller that itself changed, and that a
/// callee changed as much.
/// </summary>
internal static class EventPatterns
{
    private const int LeastBefore = 3;
    private const int LeastNow = 2;

    // Two operations that changed are better than one, but never certainty.
    private const double PerOperation = 0.98;

    // A callee that changed this much of what the caller did explains half of the caller's change (reference 4.4c).
    private const double CalleeShare = 0.6;
    private const double LeftToCaller = 0.5;

    // Calling somebody more often than before, by this much of the change, is another sort of request rather than a
    // defect: defects lose calls, they seldom add some.
    private const double SwitchShare = 0.6;
    private const double LeftToSwitch = 0.5;

    /// <summary>What of the changes others do not explain: at most one of each entity.</summary>
    /// <param name="changes">Changes of all entities, by entity, operation and event.</param>
    /// <param name="calls">Whom each entity calls.</param>
    public static IEnumerable<RequestChange> Judge(
        List<PatternChange> changes, ILookup<EntityId, EntityId> calls)
    {
        var asked = AskedDifferently(changes);
        var passedOn = changes.Where(change => change.Event.Kind == VisitEventKind.PassedOn && change.Change.Effect > 0)
            .ToList();
        var strengths = new SortedDictionary<EntityId, (double Strength, PatternChange Best)>();
        foreach (var group in changes.Where(change => change.Event.Kind != VisitEventKind.PassedOn)
            .GroupBy(change => change.Entity))
        {
            var left = group.Select(change => (
                    Change: change, Strength: Unexplained(change, asked) * (1 - CutShort(change, passedOn))))
                .GroupBy(pair => pair.Change.Operation, StringComparer.Ordinal)
                .Select(operation => Best([.. operation])).ToList();
            strengths[group.Key] = (
                1 - left.Aggregate(1.0, (rest, pair) => rest * (1 - (PerOperation * pair.Strength))),
                left.MaxBy(pair => pair.Strength).Change);
        }

        foreach (var (entity, (strength, best)) in strengths)
        {
            var isFollowing = calls[entity].Any(callee => strengths.TryGetValue(callee, out var other)
                && other.Strength >= CalleeShare * strength && !IsAskedDifferently(asked, entity, callee));
            var rest = isFollowing ? strength * LeftToCaller : strength;
            yield return new RequestChange(entity, RequestChangeKind.Pattern, rest, best.Sentence)
            {
                Traces = best.Traces,
            };
        }

        foreach (var change in Blamed(passedOn))
        {
            yield return change;
        }
    }

    /// <summary>What callers see fail is told of the callee, as far as it does not see its own calls fail: the one of
    /// its callers that sees most speaks.</summary>
    private static IEnumerable<RequestChange> Blamed(List<PatternChange> passedOn) => passedOn
        .GroupBy(change => change.Event.Callee).OrderBy(group => group.Key)
        .Select(group => (
            group.Key, Best: group.MaxBy(change => change.Strength)!,
            Own: passedOn.Where(change => change.Entity == group.Key).Select(change => change.Change.Effect)
                .DefaultIfEmpty(0).Max()))
        .Select(one => new RequestChange(
            one.Key, RequestChangeKind.Pattern, one.Best.Strength * (1 - one.Own), one.Best.Sentence)
        {
            Traces = one.Best.Traces,
        });

    /// <summary>What happens less often because requests ended early, at a call that failed.</summary>
    private static double CutShort(PatternChange change, List<PatternChange> passedOn) => change.Change.Effect >= 0
        ? 0
        : passedOn.Where(one => one.Entity == change.Entity && one.Operation == change.Operation)
            .Select(one => one.Change.Effect).DefaultIfEmpty(0).Max();

    /// <summary>The strongest change of an operation; half as strong when the operation took another way.</summary>
    private static (PatternChange Change, double Strength) Best(List<(PatternChange Change, double Strength)> changes)
    {
        var best = changes.MaxBy(pair => pair.Strength);
        var isSwitch = !best.Change.IsNewError && changes.Exists(pair =>
            pair.Change.Event.Kind == VisitEventKind.Called
            && pair.Change.Change.Effect >= SwitchShare * Math.Abs(best.Change.Change.Effect));
        return isSwitch ? (best.Change, best.Strength * LeftToSwitch) : best;
    }

    /// <summary>Every change, by entity, operation and event.</summary>
    public static List<PatternChange> Changes(ImmutableArray<RequestWindow> before, RequestWindow now)
    {
        var logged = before.Where(window => window.HasLogs).ToImmutableArray();
        var found = new List<PatternChange>();
        foreach (var (key, operation) in now.Operations
            .OrderBy(pair => pair.Key.Entity).ThenBy(pair => pair.Key.Operation, StringComparer.Ordinal))
        {
            var all = Known(before, key);
            var told = now.HasLogs ? Known(logged, key) : [];
            if (operation.Requests < LeastNow || all.Sum(known => known.Requests) < LeastBefore)
            {
                continue;
            }

            var events = new SortedSet<VisitEvent>(
                operation.Events.Keys.Concat(all.SelectMany(known => known.Events.Keys)));
            foreach (var happened in events)
            {
                // Where no line was collected at all, the absence of one line says nothing.
                var known = happened.IsLogged ? told : all;
                if (known.Sum(one => one.Requests) < LeastBefore)
                {
                    continue;
                }

                var tally = new Tally(operation.Events.GetValueOrDefault(happened), operation.Requests);
                var change = ShareChange.Of(
                    tally, [.. known.Select(one => new Tally(one.Events.GetValueOrDefault(happened), one.Requests))]);
                if (change.Strength > 0)
                {
                    found.Add(new PatternChange(key.Entity, key.Operation, happened, change, tally)
                    {
                        Traces = operation.ExamplesOf(happened),
                    });
                }
            }
        }

        return found;
    }

    private static List<OperationCount> Known(
        ImmutableArray<RequestWindow> windows, (EntityId Entity, string Operation) key) =>
        [.. windows.Select(window => window.Operations.GetValueOrDefault(key)).OfType<OperationCount>()];

    /// <summary>How much more or less often each operation is called by its callers, the most changed caller
    /// first.</summary>
    private static ILookup<(EntityId Callee, string Operation), PatternChange> AskedDifferently(
        List<PatternChange> changes) => changes.Where(change => change.Event.Kind == VisitEventKind.Called)
            .OrderByDescending(change => change.Change.Strength)
            .ToLookup(change => (change.Event.Callee, change.Event.Name));

    private static bool IsAskedDifferently(
        ILookup<(EntityId Callee, string Operation), PatternChange> asked, EntityId caller, EntityId callee) =>
        asked.Any(group => group.Key.Callee == callee && group.Any(change => change.Entity == caller));

    /// <summary>What the callers' asking differently leaves of a change; an error is the entity's own.</summary>
    private static double Unexplained(
        PatternChange change, ILookup<(EntityId Callee, string Operation), PatternChange> asked)
    {
        var by = asked[(change.Entity, change.Operation)].FirstOrDefault();
        return by is null || change.IsNewError
            ? change.Strength
            : change.Strength * (1 - Math.Abs(by.Change.Effect));
    }
}
