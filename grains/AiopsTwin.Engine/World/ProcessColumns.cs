namespace AiopsTwin.Engine.World;

/// <summary>What moves in every process, one number per process; times in seconds, flows per second.</summary>
internal sealed class ProcessColumns(int count)
{
    /// <summary>Numbers of a process.</summary>
    private const int Width = 29;

    private readonly double[] _all = new double[count * Width];

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
    public Column Busy => new(_all, Width, 5);

    /// <summary>Share of look-ups the cache answers.</summary>
    public Column HitRatio => new(_all, Width, 19);

    /// <summary>Copies that are ill and answer all the same.</summary>
    public int[] GreyCopies { get; } = new int[count];

    /// <summary>Share of these that callers have taken out.</summary>
    public Column GreyOut => new(_all, Width, 21);

    /// <summary>Share of the arrivals that the ill copies get.</summary>
    public Column GreyShare => new(_all, Width, 20);

    /// <summary>Requests present at the ill copies; <see cref="Content"/> has those of the others.</summary>
    public Column GreyContent => new(_all, Width, 22);

    /// <summary>Departures of the ill copies as a share of their capacity.</summary>
    public Column GreyRho => new(_all, Width, 23);

    /// <summary>Relation of content and use of the ill copies; null without any.</summary>
    public QueueTable?[] GreyTable { get; } = new QueueTable?[count];

    /// <summary>Own service time as it is under contention and faults.</summary>
    public Column ServiceTime => new(_all, Width, 6);

    /// <summary>Departures per second with every slot of the sound copies busy.</summary>
    public Column Capacity => new(_all, Width, 3);

    /// <summary>Requests present at the sound copies, waiting or served.</summary>
    public Column Content => new(_all, Width, 2);

    /// <summary>Of these, the ones whose callers hold a slot for them.</summary>
    public Column HeldContent => new(_all, Width, 24);

    /// <summary>Of these, the ones whose caller held a slot and has given up.</summary>
    public Column Abandoned => new(_all, Width, 25);

    /// <summary>Departures as a share of the capacity, [0, 1]; where slots do not slow each other down, their
    /// use.</summary>
    public Column Rho => new(_all, Width, 4);

    /// <summary>What entered from outside in the step worked out last.</summary>
    public Column Entered => new(_all, Width, 8);

    /// <summary>Work from outside.</summary>
    public double[] External { get; } = new double[count];

    /// <summary>Arrivals.</summary>
    public Column Inflow => new(_all, Width, 0);

    /// <summary>Departures, own work done.</summary>
    public Column Served => new(_all, Width, 1);

    /// <summary>Share of arrivals turned away because the queue is full.</summary>
    public Column ShedShare => new(_all, Width, 7);

    /// <summary>Mean wait for a slot.</summary>
    public Column Wait => new(_all, Width, 15);

    /// <summary>Probability that an arrival waits.</summary>
    public Column DelayProbability => new(_all, Width, 16);

    /// <summary>Rate of the wait's exponential tail; 0 under overload.</summary>
    public Column TailRate => new(_all, Width, 17);

    /// <summary>Mean response, dependencies included.</summary>
    public Column ResponseMean => new(_all, Width, 12);

    /// <summary>Variance of the response.</summary>
    public Column ResponseVariance => new(_all, Width, 13);

    /// <summary>Share of arrivals that succeed, dependencies included.</summary>
    public Column Success => new(_all, Width, 14);

    /// <summary>Share of the memory limit lost to a leak.</summary>
    public Column Leaked => new(_all, Width, 26);

    /// <summary>Share of the disk filled by a fault.</summary>
    public double[] DiskFilled { get; } = new double[count];

    /// <summary>Copies that a probe is about to kill, in parts of one.</summary>
    public Column ProbeDebt => new(_all, Width, 27);

    /// <summary>Cores in use for requests and inside the process.</summary>
    public Column CoresUsed => new(_all, Width, 18);

    /// <summary>Connections that pooled callers may hold; 0 when no caller has a pool.</summary>
    public double[] PooledLimit { get; } = new double[count];

    /// <summary>Requests arrived since the start.</summary>
    public Column TotalArrived => new(_all, Width, 9);

    /// <summary>Requests whose own work was done since the start.</summary>
    public Column TotalServed => new(_all, Width, 10);

    /// <summary>Requests turned away or lost with a copy since the start.</summary>
    public Column TotalLost => new(_all, Width, 11);

    /// <summary>Requests handed back to the pools they came from since the start.</summary>
    public Column TotalReturned => new(_all, Width, 28);
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
