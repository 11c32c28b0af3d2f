namespace AiopsTwin.Engine.World;

/// <summary>
/// The fluid flow of a queue: content changes by inflow minus outflow, and the outflow at a content is that of the
/// stationary queue with that content (pointwise stationary fluid flow approximation: Wang, Tipper, Banerjee 1996).
/// </summary>
internal static class FluidQueue
{
    private const int MaxRounds = 12;

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
        var target = content + (seconds * inflow);
        var scale = seconds * capacity;
        var next = content;
        for (var round = 0; round < MaxRounds; round++)
        {
            var rho = table.Utilization(next, out var slope);
            var better = Math.Clamp(next - ((next + (scale * rho) - target) / (1 + (scale * slope))), 0, target);
            var change = Math.Abs(better - next);
            next = better;
            if (change <= 1e-9 + (1e-7 * next))
            {
                break;
            }
        }

        return next;
    }
}
