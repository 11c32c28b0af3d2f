namespace AiopsTwin.Engine.World;

/// <summary>
/// Copies on their way: a copy that was killed, or that an autoscaler asked for, does nothing until it has started.
/// </summary>
internal sealed class CopyStarts(WorldState state)
{
    private readonly List<Start> _starts = [];

    /// <summary>Kills running copies; each is there again after the time a start takes.</summary>
    /// <param name="process">Whose.</param>
    /// <param name="copies">How many; at most those that are not starting already.</param>
    public void Restart(int process, int copies)
    {
        var columns = state.Processes;
        Begin(process, Math.Min(copies, columns.Replicas[process] - columns.Starting[process]));
    }

    /// <summary>Adds copies that have to start first.</summary>
    public void Add(int process, int copies)
    {
        state.Processes.Replicas[process] += copies;
        Begin(process, copies);
    }

    /// <summary>Takes copies away, those that are starting first.</summary>
    public void Remove(int process, int copies)
    {
        var columns = state.Processes;
        columns.Replicas[process] -= copies;
        for (var i = _starts.Count - 1; i >= 0 && copies > 0; i--)
        {
            if (_starts[i].Process == process)
            {
                var cancelled = Math.Min(copies, _starts[i].Copies);
                copies -= cancelled;
                columns.Starting[process] -= cancelled;
                _starts[i] = _starts[i] with { Copies = _starts[i].Copies - cancelled };
            }
        }

        state.IsRescaled = true;
    }

    /// <summary>Copies whose start is over are there from now on.</summary>
    public void Run()
    {
        foreach (var (process, copies) in state.Killed)
        {
            Restart(process, copies);
        }

        state.Killed.Clear();
        for (var i = _starts.Count - 1; i >= 0; i--)
        {
            if (_starts[i].At <= state.Seconds && !state.Impairments.IsStartBlocked[_starts[i].Process])
            {
                state.Processes.Starting[_starts[i].Process] -= _starts[i].Copies;
                _starts.RemoveAt(i);
                state.IsRescaled = true;
            }
        }
    }

    private void Begin(int process, int copies)
    {
        if (copies <= 0)
        {
            return;
        }

        state.Processes.Starting[process] += copies;
        var time = state.Map.Processes[process].StartUp.TotalSeconds * state.Impairments.StartFactor[process];
        _starts.Add(new Start(process, copies, state.Seconds + time));
        state.IsRescaled = true;
    }

    private readonly record struct Start(int Process, int Copies, double At);
}
