using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>What an entity adds to the trouble itself.</summary>
/// <param name="Excess">Its whole excess: seconds lost, or requests failed, per second.</param>
/// <param name="Self">The part its synchronous callees do not explain.</param>
/// <param name="Share">The part by itself as a share of what is felt at the entries, in [0, 1].</param>
/// <param name="Family">Latency or errors.</param>
internal readonly record struct SelfShare(double Excess, double Self, double Share, MetricFamily Family);

/// <summary>
/// Self excess with explaining away over synchronous calls (diagnosis reference 4.3): the excess of an entity is
/// what it loses against its baseline times its requests; a callee's excess is handed to its callers in proportion
/// to their own, and what remains of a caller is its own doing. The idea is CIRCA's (Li et al., KDD 2022: score what
/// the parents in the graph do not explain) with the conservation of waiting time in place of a fitted regression.
/// Only what the symptomatic entities wait for takes part, only deviations past the threshold count, and an excess
/// that does not move with the symptom counts less. O(entities + calls) per family.
/// </summary>
internal static class SelfExcess
{
    private const int MaxLinks = 8;
    private const double TimeoutRatio = 5;

    /// <summary>Self shares by node, the better of latency and errors; nodes without any excess are absent.</summary>
    public static SortedDictionary<int, SelfShare> Of(CaseView view)
    {
        var best = new SortedDictionary<int, SelfShare>();
        if (view.Graph.LinkCount == 0)
        {
            // Without a map nobody's own waiting can be told from that for others: who waits longest would be blamed.
            return best;
        }

        var families = Felt(view);
        var clearest = families.Max(family => Clarity(view, family));
        foreach (var family in families)
        {
            var clarity = clearest > 0 ? Clarity(view, family) / clearest : 1;
            foreach (var (node, found) in Of(view, family))
            {
                var share = found with { Share = found.Share * clarity };
                if (!best.TryGetValue(node, out var other) || share.Share > other.Share)
                {
                    best[node] = share;
                }
            }
        }

        return best;
    }

    /// <summary>The families in which the trouble is felt: those the alerts name; without such alerts, both.</summary>
    private static List<MetricFamily> Felt(CaseView view)
    {
        List<MetricFamily> both = [MetricFamily.Latency, MetricFamily.Errors];
        var named = both.Where(family => view.Symptoms.Any(node =>
            view.At(node)!.Alerts.Any(alert => AlertReading.FamilyOf(alert) == family))).ToList();
        return named.Count > 0 ? named : both;
    }

    /// <summary>How clearly the trouble shows in a family at the entries, where nobody symptomatic calls.</summary>
    private static double Clarity(CaseView view, MetricFamily family) => view.Symptoms
        .Where(node => !view.Graph.DependentsOf(node, DependencyKind.CallsSync)
            .Exists(caller => caller != node && view.Symptoms.Contains(caller)))
        .Select(node => RobustDeviation.Bound(view.At(node)!.BadnessIn(family), view.Settings.AnomalyThreshold))
        .DefaultIfEmpty(0).Max();

    private static IEnumerable<KeyValuePair<int, SelfShare>> Of(CaseView view, MetricFamily family)
    {
        var awaited = Awaited(view, family, out var feeling);
        var excess = new SortedDictionary<int, double>();
        foreach (var node in awaited)
        {
            if (view.At(node) is { } reading && reading.IsAnomalousIn(family)
                && ExcessOf(reading, family) is > 0 and var lost)
            {
                excess[node] = lost;
            }
        }

        Inherit(view, awaited, family, excess);
        var felt = Felt(view, excess);
        if (felt <= 0)
        {
            yield break;
        }

        var explained = Explained(view, excess);
        var moving = excess.Keys.ToDictionary(node => node, node => Moving(view, node, feeling, family));
        var selves = excess.ToDictionary(
            pair => pair.Key, pair => Math.Max(0, pair.Value - explained.GetValueOrDefault(pair.Key)));

        // Calls in parallel may lose more than their caller feels; then the largest loss is the measure.
        var whole = Math.Max(felt, selves.Max(pair => pair.Value * moving[pair.Key]));
        foreach (var (node, lost) in excess)
        {
            var share = selves[node] * moving[node] / whole;
            yield return new(node, new SelfShare(lost, selves[node], Math.Min(1, share), family));
        }
    }

    /// <summary>
    /// What some callees cost their callers does not show as their own loss: one fell silent; one fails, and its
    /// callers ask again and wait; one is slow, and its callers give up and fail, or queue for it; of one nothing of
    /// the kind is measured. What the callers of such a callee lose beyond what others explain is put down to it,
    /// shared among the heirs of each, and handed on by an heir to its own.
    /// </summary>
    private static void Inherit(
        CaseView view, SortedSet<int> awaited, MetricFamily family, SortedDictionary<int, double> excess)
    {
        var explained = Explained(view, excess);
        var inherited = new SortedDictionary<int, double>();
        var front = new SortedDictionary<int, double>(excess);
        for (var link = 0; link < MaxLinks && front.Count > 0; link++)
        {
            var next = new SortedDictionary<int, double>();
            foreach (var (caller, lost) in front)
            {
                var callees = view.Graph.DependenciesOf(caller, DependencyKind.CallsSync)
                    .Where(callee => callee != caller && awaited.Contains(callee)).ToList();
                var heirs = callees.FindAll(callee => view.At(callee) is { IsSilent: true });
                var left = lost;
                if (heirs.Count == 0)
                {
                    heirs = callees.FindAll(callee => IsHeir(view, caller, callee, family));
                    left -= link == 0 ? explained.GetValueOrDefault(caller) : 0;
                }

                foreach (var heir in heirs.Where(_ => left > 0))
                {
                    next[heir] = next.GetValueOrDefault(heir) + (left / heirs.Count);
                }
            }

            foreach (var (heir, lost) in next)
            {
                inherited[heir] = inherited.GetValueOrDefault(heir) + lost;
            }

            front = next;
        }

        foreach (var (callee, lost) in inherited)
        {
            excess[callee] = view.At(callee)!.IsSilent
                ? Math.Max(lost, excess.GetValueOrDefault(callee)) : excess.GetValueOrDefault(callee) + lost;
        }
    }

    /// <summary>True when a callee is in trouble enough to bring about what its caller loses in a family, and not later
    /// than it. A callee that is asked for more than the caller is suffers from the caller.</summary>
    private static bool IsHeir(CaseView view, int caller, int callee, MetricFamily family)
    {
        if (view.At(callee) is not { } reading || reading.Onset - view.Interval > view.At(caller)?.OnsetIn(family))
        {
            return false;
        }

        if (reading.IsAnomalousIn(family))
        {
            return family == MetricFamily.Latency && IsMuchSlower(reading) && view.At(caller) is { } above
                && TrafficSurge.Ratio(reading) < TrafficSurge.SmallestRatio * TrafficSurge.Ratio(above);
        }

        return reading.Worst(family) is null ? reading.IsImpaired
            : family == MetricFamily.Latency ? reading.IsAnomalousIn(MetricFamily.Errors) : IsMuchSlower(reading);
    }

    /// <summary>Nobody gives up on what takes but little longer: timeouts are several times the usual answer.</summary>
    private static bool IsMuchSlower(EntityReading reading) => reading.IsAnomalousIn(MetricFamily.Latency)
        && reading.Series(MetricCatalog.RequestDuration) is { } duration
        && duration.Observed >= TimeoutRatio * duration.Baseline;

    /// <summary>Entities the symptomatic ones wait for, themselves included; and the reading in which the trouble is
    /// felt most.</summary>
    private static SortedSet<int> Awaited(CaseView view, MetricFamily family, out EntityReading? feeling)
    {
        var from = view.Symptoms.Where(node => view.At(node)!.IsAnomalousIn(family)).ToList();
        feeling = from.Select(node => view.At(node)!).OrderByDescending(reading => ExcessOf(reading, family) ?? 0)
            .ThenBy(reading => reading.Entity).FirstOrDefault();
        var awaited = new SortedSet<int>(from);
        var open = new Queue<int>(from);
        while (open.TryDequeue(out var node))
        {
            foreach (var callee in view.Graph.DependenciesOf(node, DependencyKind.CallsSync))
            {
                if (view.At(callee) is not null && awaited.Add(callee))
                {
                    open.Enqueue(callee);
                }
            }
        }

        return awaited;
    }

    private static double? ExcessOf(EntityReading reading, MetricFamily family)
    {
        var rate = reading.Series(MetricCatalog.RequestRate)?.Observed ?? 1;
        if (family == MetricFamily.Latency)
        {
            var latency = reading.Series(MetricCatalog.RequestDuration);
            return latency is null ? null : (latency.Observed - latency.Baseline) * rate;
        }

        var errors = reading.Series(MetricCatalog.ErrorRatio);
        if (errors is not null)
        {
            return (errors.Observed - errors.Baseline) * rate;
        }

        var availability = reading.Series(MetricCatalog.Availability);
        return availability is null ? null : (availability.Baseline - availability.Observed) * rate;
    }

    private static double Moving(CaseView view, int node, EntityReading? feeling, MetricFamily family)
    {
        var own = view.At(node)!.Worst(family);
        return CoMovement.Factor(own, feeling?.Worst(family), view.Source.Onset)
            * CoMovement.Freshness(own, view.Source.Onset, view.Interval);
    }

    /// <summary>What is felt where the trouble leaves the call graph: at entities nobody with an excess calls. In a
    /// cycle without such an entity the largest excess stands for it.</summary>
    private static double Felt(CaseView view, SortedDictionary<int, double> excess)
    {
        var atEntries = excess.Where(pair => !view.Graph.DependentsOf(pair.Key, DependencyKind.CallsSync)
            .Exists(caller => caller != pair.Key && excess.ContainsKey(caller))).Sum(pair => pair.Value);
        return atEntries > 0 ? atEntries : excess.Values.DefaultIfEmpty(0).Max();
    }

    /// <summary>How much of each caller's excess its callees explain, at most all of it.</summary>
    private static Dictionary<int, double> Explained(CaseView view, SortedDictionary<int, double> excess)
    {
        var explained = new Dictionary<int, double>();
        foreach (var (callee, lost) in excess)
        {
            var callers = view.Graph.DependentsOf(callee, DependencyKind.CallsSync)
                .Where(caller => caller != callee && excess.ContainsKey(caller)).ToList();
            var sum = callers.Sum(caller => excess[caller]);
            foreach (var caller in callers)
            {
                var part = Math.Min(excess[caller], lost * excess[caller] / sum);
                explained[caller] = explained.GetValueOrDefault(caller) + part;
            }
        }

        return explained;
    }
}
