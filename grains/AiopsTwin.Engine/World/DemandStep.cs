using AiopsTwin.Engine.Faults;

namespace AiopsTwin.Engine.World;

/// <summary>
/// Second part of a step: work flows from callers to callees through queues, pools and retry lines. Processes are
/// visited callers first; a call that closes a cycle delivers what it carried in the step before.
/// </summary>
internal sealed class DemandStep(WorldState state, RetryStep retries, HeldSlots held, Continuation continuation)
    : IVisitor
{
    private readonly ProcessColumns _columns = state.Processes;
    private readonly CallColumns _calls = state.Calls;
    private readonly CallGraph _graph = state.Map.Graph;
    private readonly CallImpairments _overlay = state.Impairments.Calls;
    private readonly Activity _activity = state.Activity;
    private readonly double[] _queueLimit = state.Map.QueueLimit;

    /// <summary>A consumer takes messages up to this use of its slots: polling leaves gaps, and a queue at 1 has no
    /// bound.</summary>
    public const double PullUse = 0.95;

    /// <summary>Moves the work of one step, of those who are awake.</summary>
    public void Run(double seconds)
    {
        if (state.HasLoadMoved)
        {
            state.HasLoadMoved = false;
            WakeEntries();
        }

        var isAwake = _activity.IsAwake;
        if (ShardedPass.IsWorthwhile(state, isAwake))
        {
            _activity.Moved = new ShardedPass(state, isAwake, this, seconds).Forwards();
            return;
        }

        _activity.Moved = 0;
        var order = _graph.Visits;
        for (var i = order.Next(isAwake, 0); i < order.Length; i = order.Next(isAwake, i + 1))
        {
            _activity.Moved++;
            Visit(order[i], seconds);
        }
    }

    /// <inheritdoc/>
    public void Visit(int p, double seconds)
    {
        continuation.BringTo(p);
        Rouse(p, seconds);
        if (state.Zoom is { } zoom && zoom.Has(p))
        {
            return;
        }

        Serve(p, seconds);
        SendOut(p, seconds);
    }

    private void WakeEntries()
    {
        for (var p = 0; p < _columns.External.Length; p++)
        {
            _activity.IsAwake[p] |= _columns.Entered[p] != _columns.External[p];
        }
    }

    private void Rouse(int p, double seconds)
    {
        if (_activity.Rouse(p, state.Seconds + seconds))
        {
            for (var i = _graph.OutStart[p]; i < _graph.OutStart[p + 1]; i++)
            {
                retries.LayOut(_graph.OutCalls[i]);
            }
        }
    }

    private void Serve(int p, double seconds)
    {
        var (columns, graph) = (_columns, _graph);
        var inflow = columns.Entered[p] = columns.External[p];
        for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
        {
            var e = graph.InCalls[i];
            inflow += _calls.Flow[e];
            _activity.TakeFlow(e, _calls.Flow[e]);
        }

        columns.Inflow[p] = inflow;
        columns.TotalArrived[p] += inflow * seconds;
        if (columns.Servers[p] == 0)
        {
            columns.Served[p] = 0;
            columns.Rho[p] = 0;
            columns.Busy[p] = 0;
            columns.ShedShare[p] = 1;
            columns.TotalLost[p] += inflow * seconds;
            _activity.IsAwake[p] = true;
            return;
        }

        held.Prepare(p);
        var before = columns.Content[p];
        if (graph.IsHeldFor[p] && columns.GreyCopies[p] == 0)
        {
            ServeHeld(p, seconds);
        }
        else
        {
            ServeOpen(p, inflow, seconds);
        }

        held.Spread(p);
        _activity.MovedContent(
            p, before, columns.Content[p], Memory(columns.Content[p], columns.Served[p], columns.Rho[p], seconds));
        _activity.IsAwake[p] |= columns.ShedShare[p] > 0 || columns.GreyCopies[p] > 0;
    }

    /// <summary>What is left of a disturbance after a step: the relaxation time of a queue is at most that of one
    /// server of the same content and flow, L / (X (1 - rho)).</summary>
    private static double Memory(double content, double flow, double rho, double seconds) =>
        content / (content + (seconds * flow * (1 - rho)) + 1e-12);

    /// <summary>Work of callers who wait without a slot: it queues, and what there is no room for is shed.</summary>
    private void ServeOpen(int p, double inflow, double seconds)
    {
        var (columns, graph) = (_columns, _graph);
        var (byIll, shed) = (0.0, 0.0);
        if (columns.GreyCopies[p] > 0)
        {
            (byIll, shed) = GreyCopies.Serve(state, p, seconds);
            inflow *= 1 - columns.GreyShare[p];
        }

        // Queues dealt to alike move alike: one of them is worked out.
        var (before, table, queues) = (columns.Content[p], columns.Table[p], (double)columns.Queues[p]);
        var content = queues * FluidQueue.Advance(
            table, before / queues, inflow / queues, columns.Capacity[p] / queues, seconds);
        if (table.IsBounded)
        {
            var blocked = inflow * table.Blocking(content / queues, out _);
            shed += blocked * seconds;
            inflow -= blocked;
        }

        columns.Served[p] = byIll + Math.Max(0, inflow + ((before - content) / seconds));
        columns.TotalServed[p] += columns.Served[p] * seconds;
        if (columns.PooledLimit[p] > 0)
        {
            content = HandBack(p, content, seconds);
        }

        if (graph.IsCancelled[p])
        {
            content = TakeBack(p, content);
        }

        var beyond = Math.Max(0, content - columns.Servers[p] - _queueLimit[p]);
        shed += beyond;
        columns.ShedShare[p] = columns.Inflow[p] > 0 ? Math.Min(1, shed / (columns.Inflow[p] * seconds)) : 0;
        columns.TotalLost[p] += shed;
        columns.Content[p] = content - beyond;
        columns.Rho[p] = table.Utilization(columns.Content[p] / queues, out _);
        columns.Busy[p] = queues * table.BusyAt(columns.Rho[p]);
    }

    /// <summary>
    /// Requests whose callers hold slots for them are as many as those slots say; they come as fast as they go. The
    /// rest (work of other callers, and work whose caller has given up) queues beside them.
    /// </summary>
    private void ServeHeld(int p, double seconds)
    {
        var (columns, calls, graph) = (_columns, _calls, _graph);
        var (arriving, late, present) = (0.0, 0.0, 0.0);
        for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
        {
            var e = graph.InCalls[i];
            if (graph.Calls[e].IsHeld)
            {
                var (taken, reaching) = (1 - _overlay.Refused[e], 1 - _overlay.Blocked[e]);
                var share = taken * reaching > 0
                    ? Math.Max(0, 1 - ((1 - (calls.TimeoutShare[e] / taken)) / reaching))
                    : 0;
                arriving += calls.Flow[e];
                late += calls.Flow[e] * share;

                // Whoever will have given up before the answer is counted with the work that is left behind.
                present += calls.AtCallee[e] * (1 - share);
            }
        }

        var (heldBefore, abandonedBefore) = (columns.HeldContent[p], columns.Abandoned[p]);
        var free = Math.Max(0, columns.Content[p] - heldBefore);
        var inTime = Math.Max(0, arriving - late);
        present = Math.Min(present, heldBefore + (inTime * seconds));
        var inflow = Math.Max(0, columns.Inflow[p] - arriving) + late;
        var (table, queues) = (columns.Table[p], (double)columns.Queues[p]);
        var content = queues * FluidQueue.Advance(
            table, new FluidQueue.Beside(free / queues, present / queues), inflow / queues,
            columns.Capacity[p] / queues, seconds);
        var beyond = Math.Max(0, content - columns.Servers[p] - _queueLimit[p]);
        var kept = free + (inflow * seconds);
        columns.Abandoned[p] = kept > 0 ? (abandonedBefore + (late * seconds)) * (content - beyond) / kept : 0;
        columns.HeldContent[p] = present;
        columns.Served[p] = Math.Max(0, inTime + ((heldBefore - present) / seconds))
            + Math.Max(0, inflow + ((free - content) / seconds));
        columns.TotalServed[p] += columns.Served[p] * seconds;
        columns.ShedShare[p] = columns.Inflow[p] > 0 ? Math.Min(1, beyond / (columns.Inflow[p] * seconds)) : 0;
        columns.TotalLost[p] += beyond;
        columns.Content[p] = present + content - beyond;
        // While requests gather few depart, and that says nothing of how long they will wait: what is present does.
        columns.Rho[p] = Math.Min(1, Math.Max(
            columns.Served[p] / columns.Capacity[p], table.Utilization(columns.Content[p] / queues, out _)));
        columns.Busy[p] = Math.Min(columns.Content[p], queues * table.BusyAt(columns.Rho[p]));
    }

    /// <summary>
    /// A pool of K connections never has more than K calls at its callee; what a step sent beyond that is still waiting
    /// for a connection, so it goes back to the pools it came from.
    /// </summary>
    private double HandBack(int p, double content, double seconds)
    {
        var (graph, calls, columns) = (_graph, _calls, _columns);
        var pooled = 0.0;
        for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
        {
            pooled += IsPooled(graph.InCalls[i]) ? calls.Flow[graph.InCalls[i]] : 0;
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
            if (IsPooled(e))
            {
                calls.Held[e] += excess * calls.Flow[e] / pooled;
            }
        }

        columns.Inflow[p] = Math.Max(0, columns.Inflow[p] - (excess / seconds));
        columns.TotalReturned[p] += excess;
        _activity.IsAwake[p] = true;
        _activity.WakeCallers(p);
        return content - excess;
    }

    /// <summary>True for a call whose connections are those of the fluid.</summary>
    private bool IsPooled(int e) => _calls.Pool[e] > 0 && state.Zoom?.Touches(e) != true;

    /// <summary>
    /// Callers that take their work back leave nothing in the queue that has waited as long as they do: what lies
    /// beyond goes, for the share of the work that is theirs.
    /// </summary>
    private double TakeBack(int p, double content)
    {
        var (graph, columns) = (_graph, _columns);
        var (theirs, patience) = (0.0, 0.0);
        for (var i = graph.InStart[p]; i < graph.InStart[p + 1]; i++)
        {
            var e = graph.InCalls[i];
            if (graph.Calls[e].Policy.CancelsOnTimeout && graph.Mode[e] == CallMode.Sync)
            {
                theirs += _calls.Flow[e];
                patience += _calls.Flow[e] * _overlay.Timeout[e];
            }
        }

        if (theirs <= 0)
        {
            return content;
        }

        // The first in line is the oldest that has not given up: it has waited as long as any, but for the time between
        // two arrivals.
        var longest = Math.Max(0, (patience / theirs) - (1 / columns.Inflow[p])) * columns.Capacity[p];
        var gone = Math.Max(0, content - columns.Servers[p] - longest) * Math.Min(1, theirs / columns.Inflow[p]);
        columns.TotalLost[p] += gone;
        _activity.IsAwake[p] |= gone > 0;
        return content - gone;
    }

    private void SendOut(int p, double seconds)
    {
        var graph = _graph;
        var mood = default(RetryMood);
        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var e = graph.OutCalls[i];
            var first = _columns.Served[p] * _calls.PerServed[e];
            var flow = graph.Mode[e] switch
            {
                CallMode.Sync => Attempt(e, first, seconds, ref mood),
                CallMode.Push => first,
                _ => Pull(e, first, seconds),
            };
            _calls.Flow[e] = flow * _overlay.Reaching(e);
            if (state.Zoom is { } zoom && zoom.Touches(e))
            {
                // The way of a message that was taken from a queue is over; all others are still before theirs.
                zoom.Ask(e, graph.Mode[e] == CallMode.Pull ? _calls.Flow[e] : flow);
            }

            _activity.TellFlow(e, _calls.Flow[e]);
        }

        _activity.IsAwake[p] |= mood.IsRestless;
        _activity.IsUnsettled[p] |= mood.IsUneven;
    }

    private double Attempt(int e, double first, double seconds, ref RetryMood mood)
    {
        var calls = _calls;
        var attempts = retries.AttemptsOf(e, first, ref mood) * (1 - calls.Open[e]);
        return calls.PoolTable[e] is null || state.Zoom?.Touches(e) == true
            ? attempts
            : Connect(e, attempts, seconds);
    }

    /// <summary>A pool is a queue with its connections for servers and the attempt for a service.</summary>
    private double Connect(int e, double attempts, double seconds)
    {
        var calls = _calls;
        var table = calls.PoolTable[e]!;
        var capacity = table.Servers / Math.Max(1e-6, calls.AttemptMean[e]);
        var before = calls.Held[e];
        var held = FluidQueue.Advance(table, before, attempts, capacity, seconds);
        var connected = Math.Max(0, attempts + ((before - held) / seconds));

        // Whoever waits as long as the timeout gives up, so no more can wait than are connected in that time.
        var patience = _graph.AcquireTimeout[e] > 0 ? _graph.AcquireTimeout[e] : _overlay.Timeout[e];
        var longest = table.Servers + (capacity * patience);
        var gaveUp = Math.Max(0, held - longest);
        held -= gaveUp;
        var rho = table.Utilization(held, out _);
        _activity.MovedContent(_graph.From[e], before, held, Memory(held, connected, rho, seconds));
        calls.Held[e] = held;
        calls.PoolRho[e] = rho;
        var waiting = Math.Max(0, held - (table.Servers * rho));
        var wait = rho > 1e-9 ? Math.Min(patience, waiting / (rho * capacity)) : 0;
        var delayed = rho > 1e-9 ? Math.Clamp(waiting * (1 - rho) / rho, 1e-12, 1) : 1;

        // The tail of a stationary wait is exponential; a backlog beyond it is what gave up.
        var spare = (capacity - attempts) * patience;
        var tail = spare is > 0 and < 23 ? delayed * Math.Exp(-spare) : 0;
        calls.PoolFailure[e] = attempts > 0 ? Math.Min(1, Math.Max(tail, gaveUp / (attempts * seconds))) : 0;
        calls.PoolWait[e] = wait;
        calls.PoolVariance[e] = wait * wait * ((2 / delayed) - 1);
        return connected;
    }

    private double Pull(int e, double arriving, double seconds)
    {
        var calls = _calls;
        var room = PullUse * _columns.Capacity[_graph.To[e]] * _overlay.Reaching(e);
        var kept = calls.Held[e] + (arriving * seconds);
        var free = kept;
        if (_overlay.Stuck[e] > 0 || calls.Stuck[e] > 0)
        {
            // What came for a stopped partition stays there, until the partition moves again.
            var stuck = calls.Stuck[e] + (arriving * seconds * _overlay.Stuck[e]);
            calls.Stuck[e] = _overlay.Stuck[e] > 0 ? Math.Min(kept, stuck) : 0;
            free -= calls.Stuck[e];
        }

        var delivered = Math.Min(room, free / seconds);
        kept = Math.Max(0, kept - (delivered * seconds));
        var dropped = Math.Max(0, kept - _queueLimit[_graph.From[e]]);
        calls.TotalDropped[e] += dropped;
        calls.Held[e] = kept - dropped;

        // A queue that is not empty, or was not, takes in and gives away by itself.
        _activity.IsAwake[_graph.From[e]] |= calls.Held[e] > 0 || delivered > arriving;

        // What the network loses stays in the queue and is taken again; the flow must not be thinned twice.
        return _overlay.Reaching(e) is > 0 and var reaching ? delivered / reaching : 0;
    }
}
