using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World;

/// <summary>What happened since the last report, summed over time: telemetry shows means over its interval. Whatever
/// goes on as it did is summed when it changes, or when it is asked for.</summary>
internal sealed class IntervalSums(WorldState state)
{
    private readonly double[] _until = new double[state.Map.Processes.Length];
    private readonly double[] _hostUntil = new double[state.Map.HostNode.Length];
    private readonly bool[] _isStore = Array.ConvertAll(
        state.Map.ProcessNode, node => state.Map.Kinds[node] == EntityKind.Datastore);

    private double _since;

    /// <summary>Length of the interval so far.</summary>
    public double Seconds => state.Seconds - _since;

    /// <summary>Arrivals.</summary>
    public double[] Arrived { get; } = new double[state.Map.Processes.Length];

    /// <summary>Response time, weighted by arrivals.</summary>
    public double[] Time { get; } = new double[state.Map.Processes.Length];

    /// <summary>Square of the response time, weighted by arrivals.</summary>
    public double[] TimeSquare { get; } = new double[state.Map.Processes.Length];

    /// <summary>Failed requests.</summary>
    public double[] Failed { get; } = new double[state.Map.Processes.Length];

    /// <summary>Core seconds in all.</summary>
    public double[] Cores { get; } = new double[state.Map.Processes.Length];

    /// <summary>Core seconds for requests.</summary>
    public double[] RequestCores { get; } = new double[state.Map.Processes.Length];

    /// <summary>Busy slot seconds.</summary>
    public double[] Busy { get; } = new double[state.Map.Processes.Length];

    /// <summary>Waiting request seconds.</summary>
    public double[] Waiting { get; } = new double[state.Map.Processes.Length];

    /// <summary>Seconds waited for locks, in a datastore.</summary>
    public double[] Locked { get; } = new double[state.Map.Processes.Length];

    /// <summary>Hit ratio of the cache, weighted by time.</summary>
    public double[] Hits { get; } = new double[state.Map.Processes.Length];

    /// <summary>Seconds of calls from outside in flight.</summary>
    public double[] FromOutside { get; } = new double[state.Map.Processes.Length];

    /// <summary>Core seconds of a host.</summary>
    public double[] HostCores { get; } = new double[state.Map.HostNode.Length];

    // Since the start, up to the last report: what two timelines are compared by.

    /// <summary>Arrivals since the start.</summary>
    public double[] AllArrived { get; } = new double[state.Map.Processes.Length];

    /// <summary>Failed requests since the start.</summary>
    public double[] AllFailed { get; } = new double[state.Map.Processes.Length];

    /// <summary>Response time since the start, weighted by arrivals.</summary>
    public double[] AllTime { get; } = new double[state.Map.Processes.Length];

    /// <summary>Square of the response time since the start, weighted by arrivals.</summary>
    public double[] AllTimeSquare { get; } = new double[state.Map.Processes.Length];

    /// <summary>Calls carried since the start.</summary>
    public double[] AllCarried { get; private set; } = new double[state.Map.Graph.Count];

    /// <summary>Calls carried.</summary>
    public double[] Carried { get; private set; } = new double[state.Map.Graph.Count];

    /// <summary>Connection seconds: a pool holds all its connections, other calls one each while in flight.</summary>
    public double[] Connections { get; private set; } = new double[state.Map.Graph.Count];

    /// <summary>Use of the pool, weighted by time.</summary>
    public double[] PoolUse { get; private set; } = new double[state.Map.Graph.Count];

    /// <summary>Messages kept by a queue, weighted by time.</summary>
    public double[] Kept { get; private set; } = new double[state.Map.Graph.Count];

    /// <summary>Makes room for calls added to the graph.</summary>
    public void Grow()
    {
        var count = state.Map.Graph.Count;
        (Carried, Connections, PoolUse, Kept) = (Grown(Carried), Grown(Connections), Grown(PoolUse), Grown(Kept));
        AllCarried = Grown(AllCarried);

        double[] Grown(double[] column)
        {
            Array.Resize(ref column, count);
            return column;
        }
    }

    /// <summary>Adds what a process and its calls did up to the begin of the step; to be called before either
    /// changes.</summary>
    public void BringTo(int p)
    {
        var seconds = state.Seconds - _until[p];
        if (seconds > 0)
        {
            _until[p] = state.Seconds;
            AddProcess(p, seconds);
            AddCalls(p, seconds);
        }
    }

    /// <summary>As <see cref="BringTo"/>, of a host.</summary>
    public void BringHostTo(int host)
    {
        HostCores[host] += state.HostCoresUsed[host] * (state.Seconds - _hostUntil[host]);
        _hostUntil[host] = state.Seconds;
    }

    /// <summary>As <see cref="BringTo"/>, of everything.</summary>
    public void BringAll()
    {
        for (var p = 0; p < _until.Length; p++)
        {
            BringTo(p);
        }

        for (var host = 0; host < _hostUntil.Length; host++)
        {
            BringHostTo(host);
        }
    }

    private void AddCalls(int p, double seconds)
    {
        var (calls, graph, absence) = (state.Calls, state.Map.Graph, state.Processes.Absence);
        for (var i = graph.OutStart[p]; i < graph.OutStart[p + 1]; i++)
        {
            var e = graph.OutCalls[i];
            var flow = calls.Flow[e];
            Carried[e] += flow * seconds;
            if (calls.Pool[e] > 0)
            {
                PoolUse[e] += calls.PoolRho[e] * seconds;
                Connections[e] += absence[graph.To[e]] == Absence.None ? calls.Pool[e] * seconds : 0;
                continue;
            }

            Connections[e] += flow * calls.AttemptMean[e] * seconds;
            if (graph.Mode[e] == CallMode.Pull)
            {
                Kept[e] += calls.Held[e] * seconds;
            }
        }
    }

    /// <summary>Starts the next interval.</summary>
    public void Clear()
    {
        _since = state.Seconds;
        AddTo(AllArrived, Arrived);
        AddTo(AllFailed, Failed);
        AddTo(AllTime, Time);
        AddTo(AllTimeSquare, TimeSquare);
        AddTo(AllCarried, Carried);
        foreach (var column in (ReadOnlySpan<double[]>)
            [Arrived, Time, TimeSquare, Failed, Cores, RequestCores, Busy, Waiting, Locked, Hits, FromOutside,
            HostCores, Carried, Connections, PoolUse, Kept])
        {
            Array.Clear(column);
        }
    }

    private static void AddTo(double[] all, double[] interval)
    {
        for (var i = 0; i < all.Length; i++)
        {
            all[i] += interval[i];
        }
    }

    private void AddProcess(int p, double seconds)
    {
        var (columns, overlay) = (state.Processes, state.Impairments);
        var arrived = columns.Inflow[p] * seconds;
        var mean = columns.ResponseMean[p];
        Arrived[p] += arrived;
        Time[p] += arrived * mean;
        TimeSquare[p] += arrived * (columns.ResponseVariance[p] + (mean * mean));
        Failed[p] += arrived * (1 - columns.Success[p]);
        Cores[p] += columns.CoresUsed[p] * seconds;
        RequestCores[p] += columns.Served[p] * state.Map.CpuSeconds[p] * overlay.CpuFactor[p] * seconds;
        var busy = columns.Busy[p];
        Busy[p] += busy * seconds;
        Waiting[p] += Math.Max(0, columns.Content[p] - busy) * seconds;
        Hits[p] += columns.HitRatio[p] * seconds;
        FromOutside[p] += columns.Entered[p] * mean * seconds;
        if (columns.GreyCopies[p] > 0)
        {
            AddIll(p, seconds);
        }

        if (_isStore[p])
        {
            // Even in health some requests meet on a lock: the more, the busier the store is.
            Locked[p] += columns.Served[p] * seconds
                * (overlay.LockSeconds[p] + (LockShareAtFullUse * columns.Rho[p] * columns.ServiceTime[p]));
        }
    }

    private void AddIll(int p, double seconds)
    {
        var columns = state.Processes;
        var ill = GreyCopies.QueuesOf(state, p) * columns.GreyTable[p]!.BusyAt(columns.GreyRho[p]);
        Busy[p] += ill * seconds;
        Waiting[p] += Math.Max(0, columns.GreyContent[p] - ill) * seconds;
    }

    /// <summary>Share of the service time spent waiting for locks by a fully used store; an assumption of
    /// ours.</summary>
    private const double LockShareAtFullUse = 0.02;
}
