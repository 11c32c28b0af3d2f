namespace AiopsTwin.Engine.World;

/// <summary>What moves in every process, one number per process; times in seconds, flows per second.</summary>
internal sealed class ProcessColumns(int count)
{
    /// <summary>Copies there should be: those of the model, or what an autoscaler asks for.</summary>
    public int[] Replicas { get; } = new int[count];

    /// <summary>Copies of these that are starting.</summary>
    public int[] Starting { get; } = new int[count];

    /// <summary>Copies that run and can be reached.</summary>
    public int[] Copies { get; } = new int[count];

    /// <summary>Slots of the running copies.</summary>
    public int[] Servers { get; } = new int[count];

    /// <summary>What a caller meets when no copy is left.</summary>
    public Absence[] Absence { get; } = new Absence[count];

    /// <summary>Relation of content and use; the last one in force while no copy is left.</summary>
    public QueueTable[] Table { get; } = new QueueTable[count];

    /// <summary>Queues the work is dealt to: one for each copy, or one for all.</summary>
    public int[] Queues { get; } = new int[count];

    /// <summary>Mean number of busy slots.</summary>
    public double[] Busy { get; } = new double[count];

    /// <summary>Share of look-ups the cache answers.</summary>
    public double[] HitRatio { get; } = new double[count];

    /// <summary>Copies that are ill and answer all the same.</summary>
    public int[] GreyCopies { get; } = new int[count];

    /// <summary>Share of these that callers have taken out.</summary>
    public double[] GreyOut { get; } = new double[count];

    /// <summary>Share of the arrivals that the ill copies get.</summary>
    public double[] GreyShare { get; } = new double[count];

    /// <summary>Requests present at the ill copies; <see cref="Content"/> has those of the others.</summary>
    public double[] GreyContent { get; } = new double[count];

    /// <summary>Departures of the ill copies as a share of their capacity.</summary>
    public double[] GreyRho { get; } = new double[count];

    /// <summary>Relation of content and use of the ill copies; null without any.</summary>
    public QueueTable?[] GreyTable { get; } = new QueueTable?[count];

    /// <summary>Own service time as it is under contention and faults.</summary>
    public double[] ServiceTime { get; } = new double[count];

    /// <summary>Departures per second with every slot of the sound copies busy.</summary>
    public double[] Capacity { get; } = new double[count];

    /// <summary>Requests present at the sound copies, waiting or served.</summary>
    public double[] Content { get; } = new double[count];

    /// <summary>Of these, the ones whose callers hold a slot for them.</summary>
    public double[] HeldContent { get; } = new double[count];

    /// <summary>Of these, the ones whose caller held a slot and has given up.</summary>
    public double[] Abandoned { get; } = new double[count];

    /// <summary>Departures as a share of the capacity, [0, 1]; where slots do not slow each other down, their
    /// use.</summary>
    public double[] Rho { get; } = new double[count];

    /// <summary>What entered from outside in the step worked out last.</summary>
    public double[] Entered { get; } = new double[count];

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

    /// <summary>Share of the disk filled by a fault.</summary>
    public double[] DiskFilled { get; } = new double[count];

    /// <summary>Copies that a probe is about to kill, in parts of one.</summary>
    public double[] ProbeDebt { get; } = new double[count];

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
