using System.Collections.Immutable;

namespace AiopsTwin.Engine.Diagnosis.Objects;

/// <summary>
/// Which object of a platform is at fault, and how the trouble spread, from alerts, ownership and calls alone: the
/// task of ITBench (Jha et al., ICML 2025) without telemetry. Most roots carry no alert, so alerts are not counted:
/// what disturbs, limits or configures others is suspected before what serves, and what explains more of the ill
/// components before what explains less. Trouble spreads from the suspect to the component it touches, up to callers,
/// and down to those that are not asked any more. O(objects + calls).
/// </summary>
public static class ObjectDiagnosis
{
    private const double Coverage = 2;
    private const double CalleeFails = -1;
    private const double DoesNotRun = 2;
    private const double TieWidth = 0.05;

    // So many callers make a component something that everybody uses: not all of them suffer with it.
    private const int SharedFrom = 6;

    /// <summary>All objects by suspicion.</summary>
    public static ImmutableArray<ObjectSuspect> Rank(ObjectCase source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var graph = new ObjectGraph(source);
        var rest = graph.Objects.Select(one => (one.Id, Score: Score(graph, one)))
            .OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Id, StringComparer.Ordinal).ToList();
        var ranked = ImmutableArray.CreateBuilder<ObjectSuspect>();
        while (rest.Count > 0)
        {
            var (rank, top) = (ranked.Count + 1, rest[0].Score);
            var group = rest.TakeWhile(pair => top - pair.Score < TieWidth).ToList();
            ranked.AddRange(group.OrderBy(pair => pair.Id, StringComparer.Ordinal)
                .Select(pair => new ObjectSuspect(pair.Id, rank, Math.Round(pair.Score, 6))));
            rest.RemoveRange(0, group.Count);
        }

        return ranked.ToImmutable();
    }

    /// <summary>How the trouble spreads from the first suspects, sorted; none without objects.</summary>
    public static ImmutableArray<ObjectSpread> Spread(ObjectCase source)
    {
        var graph = new ObjectGraph(source);
        var first = Rank(source).Where(suspect => suspect.Rank == 1)
            .Select(suspect => graph.Objects.First(one => one.Id == suspect.Id)).ToList();
        var causes = first;
        var spread = new SortedSet<(string From, string To)>();
        var begins = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var cause in causes)
        {
            Begin(graph, cause, spread, begins);
        }

        var reached = Climb(graph, begins, spread);
        Starve(graph, begins, reached, spread);
        return [.. spread.Where(pair => pair.From != pair.To).Select(pair => new ObjectSpread(pair.From, pair.To))];
    }

    private static double Score(ObjectGraph graph, DeclaredObject one)
    {
        var explained = graph.Above(one.Component).Add(one.Component).Intersect(graph.Ill).Count;
        return Prior(one.Role)
            + (Coverage * explained / Math.Max(1, graph.Ill.Count))
            + (graph.CalleesOf(one.Component).Any(graph.Failing.Contains) ? CalleeFails : 0)
            + (one.IsBroken ? DoesNotRun : 0);
    }

    private static double Prior(ObjectRole role) => role switch
    {
        ObjectRole.Schedule => 5.5,
        ObjectRole.Disturbance or ObjectRole.Limit => 5,
        ObjectRole.Setting => 4.5,
        ObjectRole.Rollout => 3,
        ObjectRole.Copy => 1,
        ObjectRole.Scope => 0.5,
        _ => 0,
    };

    private static bool Serves(ObjectRole role) =>
        role is ObjectRole.Service or ObjectRole.Copy or ObjectRole.Rollout;

    /// <summary>From a cause to the components it touches: its own, those it names, else the deepest that
    /// fail.</summary>
    private static void Begin(
        ObjectGraph graph, DeclaredObject cause, SortedSet<(string From, string To)> spread, SortedSet<string> begins)
    {
        var by = cause;
        if (cause.Role == ObjectRole.Schedule && Started(graph, cause) is { } disturbance)
        {
            spread.Add((cause.Id, disturbance.Id));
            by = disturbance;
        }

        var own = graph.Present.Contains(cause.Component) && graph.FaceOf(cause.Component)!.Id != cause.Id;
        var touched = own ? [cause.Component] : Named(graph, cause);
        if (touched.Count == 0 && !Serves(cause.Role))
        {
            touched = [.. graph.Deepest];
        }

        if (touched.Count == 0)
        {
            begins.Add(cause.Component);
        }

        foreach (var component in touched)
        {
            begins.Add(component);
            var face = graph.FaceOf(component)!;
            var copy = graph.Of(component, ObjectRole.Copy);
            var isShared = graph.CallersOf(component).Count() >= SharedFrom || component != cause.Component;
            if (copy is null || copy.Id == cause.Id || (cause.Role == ObjectRole.Setting && isShared))
            {
                spread.Add((by.Id, face.Id));
                continue;
            }

            spread.Add((by.Id, copy.Id));
            spread.Add((copy.Id, face.Id));
        }
    }

    /// <summary>The disturbance a schedule starts: the one most alike in name.</summary>
    private static DeclaredObject? Started(ObjectGraph graph, DeclaredObject schedule) => graph.Objects
        .Where(one => one.Role == ObjectRole.Disturbance)
        .MaxBy(one => one.Id.Zip(schedule.Id).TakeWhile(pair => pair.First == pair.Second).Count());

    private static List<string> Named(ObjectGraph graph, DeclaredObject cause) =>
        [.. cause.Mentions.Where(name => graph.Present.Contains(name) && graph.FaceOf(name)!.Id != cause.Id)
            .Order(StringComparer.Ordinal)];

    private static SortedSet<string> Climb(
        ObjectGraph graph, SortedSet<string> begins, SortedSet<(string From, string To)> spread)
    {
        var reached = new SortedSet<string>(begins, StringComparer.Ordinal);
        var open = new Queue<string>(begins);
        while (open.TryDequeue(out var at))
        {
            var callers = graph.CallersOf(at).ToList();
            var isShared = callers.Count >= SharedFrom;
            foreach (var caller in callers.Where(one => graph.Present.Contains(one) && !begins.Contains(one)))
            {
                if (isShared && !graph.Deepest.Contains(caller))
                {
                    continue;
                }

                if (graph.FaceOf(at) is { } from)
                {
                    spread.Add((from.Id, graph.FaceOf(caller)!.Id));
                }

                if (reached.Add(caller))
                {
                    open.Enqueue(caller);
                }
            }
        }

        return reached;
    }

    /// <summary>What is left was not called any more: by the nearest component above it that suffers.</summary>
    private static void Starve(
        ObjectGraph graph, SortedSet<string> begins, SortedSet<string> reached,
        SortedSet<(string From, string To)> spread)
    {
        foreach (var starved in graph.Present.Where(one => !graph.Failing.Contains(one) && !reached.Contains(one)))
        {
            var nearest = Nearest(graph, starved, reached);
            foreach (var by in nearest.Count > 0 ? nearest : [.. begins])
            {
                if (graph.FaceOf(by) is { } from)
                {
                    spread.Add((from.Id, graph.FaceOf(starved)!.Id));
                }
            }
        }
    }

    /// <summary>The nearest component above that suffers; all that are equally near and call as many, for nothing but
    /// their names would tell which of them it was.</summary>
    private static List<string> Nearest(ObjectGraph graph, string component, SortedSet<string> reached)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { component };
        for (List<string> ring = [component]; ring.Count > 0;)
        {
            ring = [.. ring.SelectMany(graph.CallersOf).Where(seen.Add)];
            var hits = ring.Where(one => graph.Present.Contains(one)
                    && (reached.Contains(one) || (graph.Ill.Contains(one) && !graph.Failing.Contains(one))))
                .GroupBy(one => (
                    IsReached: reached.Contains(one), Callees: graph.CalleesOf(one).Count(graph.Present.Contains)))
                .OrderByDescending(group => group.Key).FirstOrDefault();
            if (hits is not null)
            {
                return [.. hits.Order(StringComparer.Ordinal)];
            }
        }

        return [];
    }
}
