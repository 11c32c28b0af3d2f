using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>More work than usual arriving from outside.</summary>
/// <param name="Entry">Where it enters.</param>
/// <param name="Ratio">Requests now over requests expected.</param>
/// <param name="Onset">When it began.</param>
/// <param name="Reached">Nodes it reaches along calls and what these stand on, with the number of links between, the
/// entry included.</param>
internal sealed record Surge(int Entry, double Ratio, DateTimeOffset Onset, SortedDictionary<int, int> Reached);

/// <summary>
/// Operational cause "traffic surge" (diagnosis reference 4.6): the request rate of an entry rose clearly, no later
/// than anything it calls got slow or failed. An entry is an entity none of whose observed callers surged too, or
/// failed or waited: such callers ask again.
/// </summary>
internal static class TrafficSurge
{
    // A rise below this is within what capacity is planned for; the deviation must be past the threshold as well.
    public const double SmallestRatio = 1.25;
    private const int MaxCalls = 12;

    // Share of what is strained behind an entry that must not have been strained before: a stray older alert is no
    // proof.
    private const double MostOf = 0.7;

    /// <summary>The surges of a case, by node.</summary>
    public static List<Surge> Of(CaseView view)
    {
        var rising = view.Readings.Where(pair => Ratio(pair.Value) >= SmallestRatio
            && pair.Value.IsAnomalousIn(MetricFamily.Traffic)).Select(pair => pair.Key).ToHashSet();
        var surges = new List<Surge>();
        foreach (var node in rising.Order())
        {
            if (IsAskedMore(view, node, rising))
            {
                continue;
            }

            var reached = Reach(view, node);
            var onset = view.At(node)!.OnsetIn(MetricFamily.Traffic) ?? view.Source.Onset;
            var harmed = reached.Keys.Where(view.Symptoms.Contains).Select(view.At)
                .Where(reading => IsStrained(reading!)).ToList();
            if (harmed.Count(reading => onset - view.Interval <= Strain(reading!))
                >= MostOf * harmed.Count)
            {
                surges.Add(new Surge(node, Ratio(view.At(node)!), onset, reached));
            }
        }

        return surges;
    }

    /// <summary>Requests now over requests expected; 1 when unknown.</summary>
    public static double Ratio(EntityReading reading)
    {
        var rate = reading.Series(MetricCatalog.RequestRate);
        return rate is { Baseline: > 0 } ? rate.Observed / rate.Baseline : 1;
    }

    /// <summary>True when the work comes from inside: a caller or sender has more of it too, or is in trouble itself
    /// and asks again for what it did not get.</summary>
    private static bool IsAskedMore(CaseView view, int node, HashSet<int> rising) =>
        view.Graph.DependentsOf(node, DependencyKind.CallsSync).Exists(caller => rising.Contains(caller)
            || (view.At(caller) is { } reading
                && (reading.IsAnomalousIn(MetricFamily.Latency) || reading.IsAnomalousIn(MetricFamily.Errors))))
        || view.Graph.DependentsOf(node, DependencyKind.CallsAsync).Exists(rising.Contains);

    private static bool IsStrained(EntityReading reading) => reading.IsAnomalousIn(MetricFamily.Latency)
        || reading.IsAnomalousIn(MetricFamily.Errors) || reading.IsAnomalousIn(MetricFamily.Saturation);

    private static DateTimeOffset Strain(EntityReading reading) => new[]
    {
        reading.OnsetIn(MetricFamily.Latency), reading.OnsetIn(MetricFamily.Errors),
        reading.OnsetIn(MetricFamily.Saturation),
    }.Where(onset => onset is not null).Min() ?? DateTimeOffset.MaxValue;

    private static SortedDictionary<int, int> Reach(CaseView view, int entry)
    {
        var reached = new SortedDictionary<int, int> { [entry] = 0 };
        var open = new Queue<int>([entry]);
        while (open.TryDequeue(out var node))
        {
            foreach (var callee in view.Graph.DependenciesOf(node))
            {
                if (view.At(callee) is not null && reached[node] < MaxCalls
                    && reached.TryAdd(callee, reached[node] + 1))
                {
                    open.Enqueue(callee);
                }
            }
        }

        return reached;
    }
}
