namespace AiopsTwin.Engine.World;

/// <summary>
/// Brings what slept up to the begin of the step: the same went on arriving, the same went on being served. To be
/// called before anything changes that the time before it must not feel.
/// </summary>
/// <param name="state">What moves.</param>
/// <param name="sums">Where what happened is summed; null for nowhere.</param>
internal sealed class Continuation(WorldState state, IntervalSums? sums)
{
    /// <summary>Brings a process, and the sums of its calls, up to now.</summary>
    public void BringTo(int p)
    {
        sums?.BringTo(p);
        var slept = state.Activity.Continue(p, state.Seconds);
        if (slept <= 0)
        {
            return;
        }

        var (columns, before) = (state.Processes, state.Processes.Content[p]);
        if (columns.Inflow[p] != columns.Served[p])
        {
            // Not quite at rest yet: it came nearer.
            var queues = (double)columns.Queues[p];
            columns.Content[p] = queues * FluidQueue.Advance(
                columns.Table[p], before / queues, columns.Inflow[p] / queues, columns.Capacity[p] / queues, slept);
        }

        columns.TotalArrived[p] += columns.Inflow[p] * slept;
        columns.TotalServed[p] += (columns.Inflow[p] * slept) + before - columns.Content[p];
    }

    /// <summary>Brings a host's sums up to now.</summary>
    public void BringHostTo(int host) => sums?.BringHostTo(host);

    /// <summary>Brings everything up to now.</summary>
    public void BringAll()
    {
        for (var p = 0; p < state.Map.Processes.Length; p++)
        {
            BringTo(p);
        }

        sums?.BringAll();
    }
}
