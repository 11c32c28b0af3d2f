using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.World.Proofs;

/// <summary>A call of the fitted world.</summary>
/// <param name="From">Number of the caller among those that work.</param>
/// <param name="To">Number of the callee.</param>
/// <param name="Kind">Whether the caller waits.</param>
/// <param name="IsRequired">Whether the caller fails without it.</param>
internal sealed record FittedCall(int From, int To, DependencyKind Kind, bool IsRequired)
{
    /// <summary>Its number among all calls.</summary>
    public int Number { get; set; }

    /// <summary>Mean calls per request of the caller.</summary>
    public double PerRequest { get; set; }

    public bool IsAwaited => Kind == DependencyKind.CallsSync;
}

/// <summary>
/// How often callers call. Only how many requests an entity gets is known, not from whom, so every caller of a callee
/// is given the same number of calls per request, unless its own response time has no room for that many: then it gets
/// as many as fit and the others share the rest. Requests that fit nowhere come from outside. The sum over callers is
/// exact; the split is an assumption where there are several.
/// </summary>
internal static class CallShares
{
    // What a caller does itself takes some time, too.
    private const double MostOfResponse = 0.98;

    /// <summary>Sets the calls per request of every call, and what comes from outside to every callee.</summary>
    /// <param name="calls">All calls; those to one callee need not stand together.</param>
    /// <param name="rates">Usual requests per second.</param>
    /// <param name="latencies">Usual response times.</param>
    /// <param name="hasOtherCallers">Whether somebody calls of whom nothing is known.</param>
    /// <returns>Requests per second from outside, by entity.</returns>
    public static double[] Divide(
        IReadOnlyList<FittedCall> calls, double[] rates, double[] latencies, bool[] hasOtherCallers)
    {
        var outside = (double[])rates.Clone();
        foreach (var group in calls.GroupBy(call => call.To))
        {
            var callers = group.ToList();

            // Of callers nobody knows anything; each is counted like one that is known.
            var known = hasOtherCallers[group.Key] ? callers.Count / (callers.Count + 1.0) : 1;
            var goal = rates[group.Key] * known;
            var limits = callers.ConvertAll(call => call.IsAwaited && latencies[call.To] > 0
                ? MostOfResponse * latencies[call.From] / latencies[call.To]
                : double.PositiveInfinity);
            var level = Level(callers, limits, rates, goal);
            var carried = 0.0;
            for (var i = 0; i < callers.Count; i++)
            {
                callers[i].PerRequest = Math.Max(1e-6, Math.Min(level, limits[i]));
                carried += callers[i].PerRequest * rates[callers[i].From];
            }

            outside[group.Key] = Math.Max(0, rates[group.Key] - carried);
        }

        return outside;
    }

    /// <summary>The number of calls that, capped by everybody's limit, adds up to a goal.</summary>
    private static double Level(List<FittedCall> callers, List<double> limits, double[] rates, double goal)
    {
        var order = Enumerable.Range(0, callers.Count).OrderBy(i => limits[i]).ThenBy(i => callers[i].From).ToList();
        var (rest, weight) = (goal, callers.Sum(call => rates[call.From]));
        foreach (var i in order)
        {
            var level = weight > 0 ? rest / weight : 0;
            if (level <= limits[i])
            {
                return level;
            }

            rest -= limits[i] * rates[callers[i].From];
            weight -= rates[callers[i].From];
        }

        return double.PositiveInfinity;
    }
}
