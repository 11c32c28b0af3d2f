namespace AiopsTwin.Engine.World;

/// <summary>
/// Grey failure (Huang et al. 2017, "Gray failure: the Achilles' heel of cloud-scale systems"): some copies of a
/// process are slow or fail and are dealt work all the same. A process has at most two classes of copies, sound and
/// ill.
/// </summary>
internal static class GreyCopies
{
    /// <summary>Deals the arrivals of a step and lets the ill copies work.</summary>
    /// <param name="state">The world; arrivals of the process are set.</param>
    /// <param name="p">A process with ill copies.</param>
    /// <param name="seconds">Length of the step.</param>
    /// <returns>What the ill copies have done, per second, and how many requests they had no room for.</returns>
    public static (double Served, double Shed) Serve(WorldState state, int p, double seconds)
    {
        var columns = state.Processes;
        var share = columns.GreyShare[p] = Share(state, p);
        var inflow = columns.Inflow[p] * share;
        var (before, table, queues) = (columns.GreyContent[p], columns.GreyTable[p]!, QueuesOf(state, p));
        var capacity = CapacityOf(state, p);
        var content = queues * FluidQueue.Advance(table, before / queues, inflow / queues, capacity / queues, seconds);
        var model = state.Map.Processes[p];
        var room = columns.GreyCopies[p] * (state.Impairments.Slots[p] + (model.QueueLimit / columns.Copies[p]));
        var shed = Math.Max(0, content - room);
        columns.GreyContent[p] = content - shed;
        columns.GreyRho[p] = table.Utilization(columns.GreyContent[p] / queues, out _);
        Eject(state, p, inflow, seconds);
        return (Math.Max(0, inflow + ((before - content) / seconds)), shed);
    }

    /// <summary>Departures per second with every slot of the ill copies busy.</summary>
    public static double CapacityOf(WorldState state, int p)
    {
        var (columns, model) = (state.Processes, state.Map.Processes[p]);
        var servers = columns.GreyCopies[p] * state.Impairments.Slots[p];
        var slowed = model.Contention?.FactorAt(servers / QueuesOf(state, p)) ?? 1;
        return servers / (columns.ServiceTime[p] * state.Impairments.GreyFactor[p] * slowed);
    }

    /// <summary>Queues the ill copies have.</summary>
    public static double QueuesOf(WorldState state, int p) =>
        state.Processes.GreyCopies[p] * state.Impairments.Slots[p]
            / (double)state.Processes.GreyTable[p]!.Servers;

    /// <summary>Share of the arrivals that the ill copies get.</summary>
    public static double Share(WorldState state, int p)
    {
        var columns = state.Processes;
        if (state.Impairments.HotShare[p] is > 0 and var hot)
        {
            return Math.Max(hot, (double)columns.GreyCopies[p] / columns.Copies[p]);
        }

        var ill = columns.GreyCopies[p] * (1 - columns.GreyOut[p]);
        var sound = columns.Copies[p] - columns.GreyCopies[p];
        if (sound == 0)
        {
            return 1;
        }

        // Whoever answers sooner is asked more where the fewest in hand decide: a copy that fails fast draws work.
        var pace = state.Map.Processes[p].Balancing == Balancing.LeastLoaded
            ? 1 / state.Impairments.GreyFactor[p]
            : 1;
        return ill * pace / (sound + (ill * pace));
    }

    /// <summary>A copy is taken out by so many failures in a row, and is back after its time.</summary>
    private static void Eject(WorldState state, int p, double inflow, double seconds)
    {
        if (state.Map.Processes[p].Ejection is not { } ejection)
        {
            return;
        }

        var columns = state.Processes;
        var each = inflow / Math.Max(1e-9, columns.GreyCopies[p] * (1 - columns.GreyOut[p]));
        var rate = each * Math.Pow(state.Impairments.GreyError[p], ejection.Failures);
        var leaving = (1 - columns.GreyOut[p]) * (1 - Math.Exp(-seconds * rate));
        var back = columns.GreyOut[p] * Math.Min(1, seconds / ejection.For.TotalSeconds);
        var most = Math.Min(1, ejection.MostShare * columns.Copies[p] / columns.GreyCopies[p]);
        columns.GreyOut[p] = Math.Clamp(columns.GreyOut[p] + leaving - back, 0, most);
    }
}
