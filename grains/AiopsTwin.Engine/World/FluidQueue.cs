namespace AiopsTwin.Engine.World;

/// <summary>
/// The fluid flow of a queue: content changes by inflow minus outflow, and the outflow at a content is that of the
/// stationary queue with that content (pointwise stationary fluid flow approximation: Wang, Tipper, Banerjee 1996).
/// </summary>
internal static class FluidQueue
{
    private const int MaxRounds = 12;
    private const int MaxBracketRounds = 60;

    /// <summary>
    /// Content after a step, solved implicitly (backward Euler), so that any step is stable and the steady state is
    /// exact. Outflow is concave in content, so Newton's rounds close in from below after the first and cannot
    /// overshoot.
    /// </summary>
    /// <param name="table">Relation of content and use.</param>
    /// <param name="content">Content before.</param>
    /// <param name="inflow">Arrivals per second.</param>
    /// <param name="capacity">Departures per second with every server busy, greater than zero.</param>
    /// <param name="seconds">Length of the step.</param>
    public static double Advance(QueueTable table, double content, double inflow, double capacity, double seconds)
    {
        if (table.IsBounded)
        {
            return AdvanceBounded(table, content, seconds * inflow, seconds * capacity);
        }

        var target = content + (seconds * inflow);
        var scale = seconds * capacity;
        var next = content;
        for (var round = 0; round < MaxRounds; round++)
        {
            var rho = table.Utilization(next, out var slope);
            var better = Math.Clamp(next - ((next + (scale * rho) - target) / (1 + (scale * slope))), 0, target);
            var change = Math.Abs(better - next);
            next = better;
            if (change <= 1e-9 + (1e-5 * next))
            {
                break;
            }
        }

        return next;
    }

    /// <summary>Those who find no room leave at once: a departure of its own kind, which is not concave, so Newton's
    /// rounds are kept within a bracket.</summary>
    private static double AdvanceBounded(QueueTable table, double content, double arriving, double capacity)
    {
        var target = content + arriving;
        var (low, high, next) = (0.0, target, content);
        for (var round = 0; round < MaxBracketRounds && high - low > 1e-9 * target; round++)
        {
            var leaving = capacity * table.Utilization(next, out var slope);
            leaving += arriving * table.Blocking(next, out var blocking);
            var excess = next + leaving - target;
            (low, high) = excess < 0 ? (next, high) : (low, next);
            var better = next - (excess / (1 + (capacity * slope) + (arriving * blocking)));
            var change = Math.Abs(better - next);
            next = better > low && better < high ? better : (low + high) / 2;
            if (change <= 1e-9 + (1e-5 * next))
            {
                break;
            }
        }

        return next;
    }

    /// <summary>As the other, of work that shares its servers with work that is present all the time: it gets its part
    /// of the departures.</summary>
    /// <param name="table">Relation of content and use.</param>
    /// <param name="content">Content before, and what is present beside it.</param>
    /// <param name="inflow">Arrivals per second.</param>
    /// <param name="capacity">Departures per second with every server busy, greater than zero.</param>
    /// <param name="seconds">Length of the step.</param>
    public static double Advance(QueueTable table, Beside content, double inflow, double capacity, double seconds)
    {
        if (content.Other <= 0)
        {
            return Advance(table, content.Own, inflow, capacity, seconds);
        }

        var target = content.Own + (seconds * inflow);
        var scale = seconds * capacity;
        var next = content.Own;
        for (var round = 0; round < MaxRounds; round++)
        {
            var all = next + content.Other;
            var rho = table.Utilization(all, out var slope);
            var share = next / all;
            var rise = (slope * share) + (rho * content.Other / (all * all));
            var better = Math.Clamp(
                next - ((next + (scale * rho * share) - target) / (1 + (scale * rise))), 0, target);
            var change = Math.Abs(better - next);
            next = better;
            if (change <= 1e-9 + (1e-5 * next))
            {
                break;
            }
        }

        return next;
    }

    /// <summary>Work in a queue, and other work present in the same.</summary>
    public readonly record struct Beside(double Own, double Other);
}
