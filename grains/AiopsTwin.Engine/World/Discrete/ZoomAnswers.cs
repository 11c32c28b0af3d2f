namespace AiopsTwin.Engine.World.Discrete;

/// <summary>Writes what single requests and attempts have done in a step into the columns of the fluid: so callers
/// outside, hosts, autoscalers, caches and telemetry read of a process inside what they read of any other.</summary>
internal sealed class ZoomAnswers(
    DiscreteState state, RequestFlow requests, MessageFlow messages, CallFlow calls)
{
    private readonly ProcessColumns _columns = state.World.Processes;
    private readonly CallColumns _callColumns = state.World.Calls;
    private readonly Activity _activity = state.World.Activity;
    private Moments[] _attempts = [];

    /// <summary>One attempt, from asking for a connection to the answer or the timeout, in the mean.</summary>
    public Moments AttemptOf(int e) => _attempts[e];

    /// <summary>Makes room for calls added to the graph.</summary>
    public void Grow(int[] touching)
    {
        var known = _attempts.Length;
        _attempts = DiscreteState.Grown(_attempts, _callColumns.Count);
        foreach (var e in touching.Where(e => e >= known))
        {
            // What the model says, until the first attempts are over.
            _attempts[e] = new Moments(_callColumns.AttemptMean[e], 0);
        }
    }

    /// <summary>Tells of a process inside, at the end of a step.</summary>
    public void TellProcess(int p, double seconds)
    {
        requests.Measure(p);
        var (columns, tally) = (_columns, state.Tallies[p]);
        var counts = tally.Counts;
        counts.End(seconds);
        columns.Entered[p] = columns.External[p];
        columns.Inflow[p] = counts.Step[ProcessTally.Arrived] / seconds;
        columns.Served[p] = counts.Flow.PerSecond;
        columns.TotalArrived[p] = counts.All[ProcessTally.Arrived];
        columns.TotalServed[p] = counts.All[ProcessTally.Served];
        columns.TotalLost[p] = counts.All[ProcessTally.Lost];
        columns.Busy[p] = counts.Step[ProcessTally.SlotSeconds] / seconds;
        columns.Content[p] = counts.Step[ProcessTally.PresentSeconds] / seconds;
        columns.Rho[p] = columns.Servers[p] > 0 ? Math.Min(1, columns.Busy[p] / columns.Servers[p]) : 0;
        TellWait(p, counts);
        if (counts.Recent(ProcessTally.Answered) is > 0 and var answered)
        {
            var mean = counts.Recent(ProcessTally.Seconds) / answered;
            columns.ResponseMean[p] = mean;
            columns.ResponseVariance[p] = Math.Max(
                0, (counts.Recent(ProcessTally.SecondsSquared) / answered) - (mean * mean));
            columns.Success[p] = Math.Clamp(1 - (counts.Recent(ProcessTally.Failed) / answered), 0, 1);
        }
    }

    /// <summary>Tells of a call with an end inside, at the end of a step.</summary>
    public void TellCall(int e, double seconds)
    {
        var (graph, columns, counts) = (state.World.Map.Graph, _callColumns, state.CallTallies[e].Counts);
        counts.End(seconds);
        columns.Flow[e] = counts.Flow.PerSecond;

        // Whoever sleeps would go on with the flow it knows.
        _activity.IsAwake[graph.To[e]] = true;
        if (graph.Mode[e] != CallMode.Sync)
        {
            columns.Held[e] = messages.IsKept(e) ? messages.KeptFor(e) : columns.Held[e];
            return;
        }

        var answered = columns.AnsweredShare(e);
        TellAttempts(e, counts);
        if (!state.IsInside[graph.From[e]])
        {
            _activity.MovedShare(graph.From[e], columns.AnsweredShare(e) - answered);
            _activity.IsAsked[graph.From[e]] = true;
        }
        else if (counts.Recent(CallTally.Asked) is > 0 and var asked)
        {
            columns.Open[e] = Math.Clamp(counts.Recent(CallTally.Barred) / asked, 0, 1);
        }
    }

    private void TellAttempts(int e, FadingCounts counts)
    {
        var (columns, wait) = (_callColumns, default(Moments));
        var waited = counts.Recent(CallTally.Asked) - counts.Recent(CallTally.Barred);
        if (columns.Pool[e] > 0 && waited > 0)
        {
            var mean = counts.Recent(CallTally.WaitSeconds) / waited;
            var square = counts.Recent(CallTally.WaitSecondsSquared) / waited;
            wait = new Moments(mean, Math.Max(0, square - (mean * mean)));
            columns.PoolFailure[e] = Math.Clamp(counts.Recent(CallTally.Unconnected) / waited, 0, 1);
            columns.PoolRho[e] = Math.Min(1, (double)calls.Connections(e) / columns.Pool[e]);
        }

        (columns.PoolWait[e], columns.PoolVariance[e]) = (wait.Mean, wait.Variance);
        if (counts.Recent(CallTally.Ended) is > 0 and var ended)
        {
            var late = counts.Recent(CallTally.Late);
            var mean = counts.Recent(CallTally.Seconds) / ended;
            var variance = Math.Max(0, (counts.Recent(CallTally.SecondsSquared) / ended) - (mean * mean));
            columns.AttemptMean[e] = mean;
            columns.TimeoutShare[e] = Math.Clamp(late / ended, 0, 1);
            columns.ErrorShare[e] = Math.Clamp(
                counts.Recent(CallTally.Failed) / ended, 0, 1 - columns.TimeoutShare[e]);
            columns.GiveUpMean[e] = late > 0
                ? counts.Recent(CallTally.LateSeconds) / late
                : state.World.Impairments.Calls.Timeout[e];
            _attempts[e] = new Moments(mean + wait.Mean, variance + wait.Variance);
        }
    }

    private void TellWait(int p, FadingCounts counts)
    {
        var (columns, arrived) = (_columns, counts.Recent(ProcessTally.Arrived));
        columns.ShedShare[p] = columns.Servers[p] == 0 ? 1
            : arrived > 0 ? Math.Clamp(counts.Recent(ProcessTally.Shed) / arrived, 0, 1)
            : 0;
        var (begun, wait) = (counts.Recent(ProcessTally.Begun), counts.Recent(ProcessTally.WaitSeconds));
        columns.Wait[p] = begun > 0 ? wait / begun : 0;
        columns.DelayProbability[p] = begun > 0 ? counts.Recent(ProcessTally.Delayed) / begun : 0;
        columns.TailRate[p] = wait > 0 ? counts.Recent(ProcessTally.Delayed) / wait : 0;
        if (columns.GreyCopies[p] > 0)
        {
            var present = requests.PresentAtIll(p);
            var slots = columns.GreyCopies[p] * state.World.Impairments.Slots[p];
            columns.GreyContent[p] = present;
            columns.GreyRho[p] = Math.Min(1, present / (double)Math.Max(1, slots));
        }
    }
}
