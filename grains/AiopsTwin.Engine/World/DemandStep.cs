namespace AiopsTwin.Engine.World;

/// <summary>
/// Second part of a step: work flows from callers to callees through queues, pools and retry lines. Processes are visited
/// callers first; a call that closes a cycle delivers what it carried in the step before.
/// </summary>
internal sealed class DemandStep(WorldState state, RetryLines retries)
{
    /// <summary>A consumer takes messages up to this use of its slots: polling leaves gaps, and a queue at 1 has no bound.</summary>
    private const double PullUse = 0.95;

    /// <summary>Moves the work of one step.</summary>
    public void Run(double seconds)
    {
        foreach (var p in state.Map.Graph.Order)
        {
            Serve(p, seconds);
            SendOut(p, seconds);
        }
    }

    private void Serve(int p, double seconds)
    {
        var columns = state.Processes;
        var graph = state.Map.Graph;
        var inflow = columns.External[p];
        for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
        {
            inflow += state.Calls.Flow[graph.InCalls[i]];
        }

        columns.Inflow[p] = inflow;
        columns.TotalArrived[p] += inflow * seconds;
        if (columns.Servers[p] == 0)
        {
            columns.Served[p] = 0;
            columns.Rho[p] = 0;
            columns.ShedShare[p] = 1;
            columns.TotalLost[p] += inflow * seconds;
            return;
        }

        var before = columns.Content[p];
        var content = FluidQueue.Advance(columns.Table[p], before, inflow, columns.Capacity[p], seconds);
        columns.Served[p] = Math.Max(0, inflow + ((before - content) / seconds));
        columns.TotalServed[p] += columns.Served[p] * seconds;
        if (columns.PooledLimit[p] > 0)
        {
            content = HandBack(p, content, seconds);
        }

        var limit = columns.Servers[p] + state.Map.Processes[p].QueueLimit;
        var shed = Math.Max(0, content - limit);
        columns.ShedShare[p] = inflow > 0 ? Math.Min(1, shed / (inflow * seconds)) : 0;
        columns.TotalLost[p] += shed;
        columns.Content[p] = content - shed;
        columns.Rho[p] = columns.Table[p].Utilization(columns.Content[p], out _);
    }

    /// <summary>
    /// A pool of K connections never has more than K calls at its callee; what a step sent beyond that is still waiting for
    /// a connection, so it goes back to the pools it came from.
    /// </summary>
    private double HandBack(int p, double content, double seconds)
    {
        var (graph, calls, columns) = (state.Map.Graph, state.Calls, state.Processes);
        var pooled = 0.0;
        for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
        {
            pooled += calls.Pool[graph.InCalls[i]] > 0 ? calls.Flow[graph.InCalls[i]] : 0;
        }

        if (pooled <= 0)
        {
            return content;
        }

        // Others may call as well, and without limit: of the content, the pools answer for their share only.
        var limit = columns.PooledLimit[p] * columns.Inflow[p] / pooled;
        var excess = Math.Min(content - limit, pooled * seconds);
        if (excess <= 0)
        {
            return content;
        }

        for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
        {
            var e = graph.InCalls[i];
            if (calls.Pool[e] > 0)
            {
                calls.Held[e] += excess * calls.Flow[e] / pooled;
            }
        }

        columns.Inflow[p] -= excess / seconds;
        columns.TotalReturned[p] += excess;
        return content - excess;
    }

    private void SendOut(int p, double seconds)
    {
        var graph = state.Map.Graph;
        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var e = graph.OutCalls[i];
            var first = state.Processes.Served[p] * state.Calls.PerServed[e];
            var flow = graph.Calls[e].Mode switch
            {
                CallMode.Sync => Attempt(e, first, seconds),
                CallMode.Push => first,
                _ => Pull(e, first, seconds),
            };
            state.Calls.Flow[e] = flow * (1 - state.Impairments.Calls.Blocked[e]);
        }
    }

    private double Attempt(int e, double first, double seconds)
    {
        var calls = state.Calls;
        var attempts = first;
        var levels = retries.LevelsOf(e);
        if (levels > 0)
        {
            attempts = SendAgain(e, first, seconds);
        }

        return calls.PoolTable[e] is null ? attempts : Connect(e, attempts, seconds);
    }

    private double SendAgain(int e, double first, double seconds)
    {
        var calls = state.Calls;
        var connected = 1 - calls.PoolFailure[e];
        var timedOut = calls.PoolFailure[e] + (connected * calls.TimeoutShare[e]);
        var failed = connected * calls.ErrorShare[e];
        var backoff = state.Map.Graph.Calls[e].Backoff + calls.PoolWait[e];
        var afterTimeout = (state.Impairments.Calls.Timeout[e] + backoff) / seconds;
        var afterError = (calls.AttemptMean[e] + backoff) / seconds;
        var due = retries.Due(e);
        var attempts = first;
        var ofLevel = first;
        for (var level = 0; level < due.Length; level++)
        {
            if (ofLevel * timedOut > 1e-9)
            {
                retries.Send(e, level, ofLevel * timedOut, afterTimeout);
            }

            if (ofLevel * failed > 1e-9)
            {
                retries.Send(e, level, ofLevel * failed, afterError);
            }

            ofLevel = due[level];
            attempts += ofLevel;
        }

        retries.Turn(e);

        // Whoever is dead tries nothing again.
        return state.Processes.Servers[state.Map.Graph.Calls[e].From] > 0 ? attempts : 0;
    }

    /// <summary>A pool is a queue with its connections for servers and the attempt for a service.</summary>
    private double Connect(int e, double attempts, double seconds)
    {
        var calls = state.Calls;
        var table = calls.PoolTable[e]!;
        var capacity = table.Servers / Math.Max(1e-6, calls.AttemptMean[e]);
        var before = calls.Held[e];
        var held = FluidQueue.Advance(table, before, attempts, capacity, seconds);
        var connected = Math.Max(0, attempts + ((before - held) / seconds));

        // Whoever waits as long as the timeout gives up, so no more can wait than are connected in that time.
        var longest = table.Servers + (capacity * state.Impairments.Calls.Timeout[e]);
        var gaveUp = Math.Max(0, held - longest);
        held -= gaveUp;
        var rho = table.Utilization(held, out _);
        calls.Held[e] = held;
        calls.PoolRho[e] = rho;
        calls.PoolFailure[e] = attempts > 0 ? Math.Min(1, gaveUp / (attempts * seconds)) : 0;
        var waiting = Math.Max(0, held - (table.Servers * rho));
        var wait = rho > 1e-9 ? Math.Min(state.Impairments.Calls.Timeout[e], waiting / (rho * capacity)) : 0;
        var delayed = rho > 1e-9 ? Math.Clamp(waiting * (1 - rho) / rho, 1e-12, 1) : 1;
        calls.PoolWait[e] = wait;
        calls.PoolVariance[e] = wait * wait * ((2 / delayed) - 1);
        return connected;
    }

    private double Pull(int e, double arriving, double seconds)
    {
        var (calls, call) = (state.Calls, state.Map.Graph.Calls[e]);
        var room = PullUse * state.Processes.Capacity[call.To] * (1 - state.Impairments.Calls.Blocked[e]);
        var kept = calls.Held[e] + (arriving * seconds);
        var delivered = Math.Min(room, kept / seconds);
        kept -= delivered * seconds;
        var dropped = Math.Max(0, kept - state.Map.Processes[call.From].QueueLimit);
        calls.TotalDropped[e] += dropped;
        calls.Held[e] = kept - dropped;

        // What the network loses stays in the queue and is taken again; the flow must not be thinned twice.
        return state.Impairments.Calls.Blocked[e] < 1 ? delivered / (1 - state.Impairments.Calls.Blocked[e]) : 0;
    }
}
