namespace AiopsTwin.Engine.World;

/// <summary>What moves in every process, one number per process; times in seconds, flows per second.</summary>
internal sealed class ProcessColumns(int count)
{
    /// <summary>Copies that run and can be reached.</summary>
    public int[] Copies { get; } = new int[count];

    /// <summary>Slots of the running copies.</summary>
    public int[] Servers { get; } = new int[count];

    /// <summary>What a caller meets when no copy is left.</summary>
    public Absence[] Absence { get; } = new Absence[count];

    /// <summary>Relation of content and use; the last one in force while no copy is left.</summary>
    public ErlangTable[] Table { get; } = new ErlangTable[count];

    /// <summary>Own service time as it is under contention and faults.</summary>
    public double[] ServiceTime { get; } = new double[count];

    /// <summary>Departures per second with every slot busy.</summary>
    public double[] Capacity { get; } = new double[count];

    /// <summary>Requests present, waiting or served.</summary>
    public double[] Content { get; } = new double[count];

    /// <summary>Use of the slots, [0, 1].</summary>
    public double[] Rho { get; } = new double[count];

    /// <summary>Work from outside.</summary>
    public double[] External { get; } = new double[count];

    /// <summary>Arrivals.</summary>
    public double[] Inflow { get; } = new double[count];

    /// <summary>Departures, own work done.</summary>
    public double[] Served { get; } = new double[count];

    /// <summary>Share of arrivals turned away because the queue is full.</summary>
    public double[] ShedShare { get; } = new double[count];

    /// <summary>Mean wait for a slot.</summary>
    public double[] Wait { get; } = new double[count];

    /// <summary>Probability that an arrival waits.</summary>
    public double[] DelayProbability { get; } = new double[count];

    /// <summary>Rate of the wait's exponential tail; 0 under overload.</summary>
    public double[] TailRate { get; } = new double[count];

    /// <summary>Mean response, dependencies included.</summary>
    public double[] ResponseMean { get; } = new double[count];

    /// <summary>Variance of the response.</summary>
    public double[] ResponseVariance { get; } = new double[count];

    /// <summary>Share of arrivals that succeed, dependencies included.</summary>
    public double[] Success { get; } = new double[count];

    /// <summary>Share of the memory limit lost to a leak.</summary>
    public double[] Leaked { get; } = new double[count];

    /// <summary>Cores in use for requests and inside the process.</summary>
    public double[] CoresUsed { get; } = new double[count];

    /// <summary>Connections that pooled callers may hold; 0 when no caller has a pool.</summary>
    public double[] PooledLimit { get; } = new double[count];

    /// <summary>Requests arrived since the start.</summary>
    public double[] TotalArrived { get; } = new double[count];

    /// <summary>Requests whose own work was done since the start.</summary>
    public double[] TotalServed { get; } = new double[count];

    /// <summary>Requests turned away or lost with a copy since the start.</summary>
    public double[] TotalLost { get; } = new double[count];

    /// <summary>Requests handed back to the pools they came from since the start.</summary>
    public double[] TotalReturned { get; } = new double[count];
}

/// <summary>What a caller meets when a process has no copy left.</summary>
internal enum Absence
{
    /// <summary>It is there.</summary>
    None,

    /// <summary>Its machines live: connections are refused at once.</summary>
    Refuses,

    /// <summary>Its machines are gone or cut off: nothing answers, and the caller waits for its timeout.</summary>
    Hangs,
}
