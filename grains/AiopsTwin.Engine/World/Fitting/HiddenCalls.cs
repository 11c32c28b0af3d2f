using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World.Fitting;

/// <summary>A call that no trace showed and that fault-free telemetry gives away.</summary>
/// <param name="Caller">An entity that seems to call nobody.</param>
/// <param name="Callee">Whom it most likely passes requests on to.</param>
/// <param name="Evidence">How far beyond chance, in standard deviations.</param>
public sealed record HiddenCall(EntityId Caller, EntityId Callee, double Evidence);

/// <summary>
/// Finds load balancers and proxies whose way on is not in the graph: traces end at them because they do not trace.
/// Such an entity calls nobody, and one of its callers is also seen to call what stands behind it. It takes as long as
/// that takes and fails when that fails, every day and without any fault: response times that move together (rank
/// correlation) or failures in the same samples (hypergeometric, both pooled over all fault-free recordings), far
/// beyond chance. Names play no part. O(pairs with a caller in common x samples).
/// </summary>
public static class HiddenCalls
{
    // Beyond four standard deviations chance gives one in thirty thousand pairs; estates have some thousands of pairs
    // of neighbours, so that about none is found by chance.
    private const double LeastEvidence = 4;

    // Less than one failure in a hundred thousand is a rounding of the report.
    private const double Failing = 1e-5;

    /// <summary>Finds them, sorted by caller; the surest callee of each.</summary>
    /// <param name="graph">The known graph.</param>
    /// <param name="times">All fault-free times of the estate.</param>
    public static ImmutableArray<HiddenCall> Find(TopologyGraph graph, IReadOnlyList<FaultFreeTime> times)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(times);
        var callers = Enumerable.Range(0, graph.NodeCount).Select(node => Callers(graph, node)).ToArray();
        var callees = new HashSet<int>(Enumerable.Range(0, graph.NodeCount).SelectMany(node => callers[node]));
        var found = ImmutableArray.CreateBuilder<HiddenCall>();
        for (var leaf = 0; leaf < graph.NodeCount; leaf++)
        {
            if (callees.Contains(leaf) || callers[leaf].Count == 0)
            {
                continue;
            }

            var best = Enumerable.Range(0, graph.NodeCount)
                .Where(node => node != leaf && callees.Contains(node) && callers[node].Overlaps(callers[leaf]))
                .Select(node => new HiddenCall(
                    graph.IdOf(leaf), graph.IdOf(node), Evidence(graph.IdOf(leaf), graph.IdOf(node), times)))
                .OrderByDescending(call => call.Evidence).ThenBy(call => call.Callee).FirstOrDefault();
            if (best is { Evidence: > LeastEvidence })
            {
                found.Add(best);
            }
        }

        return found.DrainToImmutable();
    }

    /// <summary>The graph with the calls in it.</summary>
    /// <param name="topology">The graph.</param>
    /// <param name="calls">Calls to add; their ends are in the graph.</param>
    public static TopologySnapshot AddTo(TopologySnapshot topology, ImmutableArray<HiddenCall> calls)
    {
        var builder = new TopologyBuilder().Include(topology);
        foreach (var call in calls)
        {
            builder.Link(call.Caller, call.Callee, DependencyKind.CallsSync);
        }

        return builder.Build();
    }

    private static HashSet<int> Callers(TopologyGraph graph, int node)
    {
        var callers = new HashSet<int>();
        foreach (var link in graph.LinksToDependents(node))
        {
            if (graph.Dependencies[link].Kind is DependencyKind.CallsSync or DependencyKind.CallsAsync)
            {
                callers.Add(graph.DependentOf(link));
            }
        }

        return callers;
    }

    private static double Evidence(EntityId a, EntityId b, IReadOnlyList<FaultFreeTime> times)
    {
        var (latency, weight) = (0.0, 0.0);
        var (excess, variance) = (0.0, 0.0);
        foreach (var time in times)
        {
            if (time.Works.TryGetValue(a, out var one) && time.Works.TryGetValue(b, out var other))
            {
                var (weighted, added) = RankCorrelation.Evidence(one.Latency.AsSpan(), other.Latency.AsSpan());
                latency += weighted;
                weight += added;
                var together = FailuresTogether(one.Loss.AsSpan(), other.Loss.AsSpan());
                excess += together.Excess;
                variance += together.Variance;
            }
        }

        return Math.Max(
            weight > 0 ? latency / Math.Sqrt(weight) : 0, variance > 0 ? excess / Math.Sqrt(variance) : 0);
    }

    /// <summary>Samples in which both fail, beyond those expected were it chance; mean and variance are those of the
    /// hypergeometric law.</summary>
    private static (double Excess, double Variance) FailuresTogether(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (all, first, second, both) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            if (!double.IsNaN(a[i]) && !double.IsNaN(b[i]))
            {
                all++;
                first += a[i] > Failing ? 1 : 0;
                second += b[i] > Failing ? 1 : 0;
                both += a[i] > Failing && b[i] > Failing ? 1 : 0;
            }
        }

        return all < 2 || first == 0 || second == 0 || first == all || second == all
            ? default
            : (both - (first * second / all),
                first * second * (all - first) * (all - second) / (all * all * (all - 1)));
    }
}
