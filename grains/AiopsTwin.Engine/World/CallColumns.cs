namespace AiopsTwin.Engine.World;

/// <summary>What moves in every call, one number per call; times in seconds, flows per second.</summary>
internal sealed class CallColumns
{
    /// <summary>Flow that reaches the callee.</summary>
    public double[] Flow { get; private set; } = [];

    /// <summary>First attempts per request served by the caller.</summary>
    public double[] PerServed { get; private set; } = [];

    /// <summary>Attempts that wait for a connection or hold one; for a pull, messages the queue keeps.</summary>
    public double[] Held { get; private set; } = [];

    /// <summary>Messages dropped since the start because the queue keeps no more.</summary>
    public double[] TotalDropped { get; private set; } = [];

    /// <summary>Pool size in force; 0 = unlimited.</summary>
    public int[] Pool { get; private set; } = [];

    /// <summary>Relation of content and use of the pool.</summary>
    public QueueTable?[] PoolTable { get; private set; } = [];

    /// <summary>Use of the pool, [0, 1].</summary>
    public double[] PoolRho { get; private set; } = [];

    /// <summary>Mean wait for a connection.</summary>
    public double[] PoolWait { get; private set; } = [];

    /// <summary>Variance of that wait.</summary>
    public double[] PoolVariance { get; private set; } = [];

    /// <summary>Share of attempts that get no connection in time.</summary>
    public double[] PoolFailure { get; private set; } = [];

    /// <summary>Share of connected attempts that time out.</summary>
    public double[] TimeoutShare { get; private set; } = [];

    /// <summary>Share of connected attempts that fail before their timeout.</summary>
    public double[] ErrorShare { get; private set; } = [];

    /// <summary>Share of all attempts that timed out at the end of the step before last.</summary>
    public double[] TimedOutBefore { get; private set; } = [];

    /// <summary>Share of all attempts that failed otherwise at the end of the step before last.</summary>
    public double[] FailedBefore { get; private set; } = [];

    /// <summary>Mean time of a connected attempt, at most the timeout.</summary>
    public double[] AttemptMean { get; private set; } = [];

    /// <summary>Mean time after which a timed-out attempt is given up.</summary>
    public double[] GiveUpMean { get; private set; } = [];

    /// <summary>Share of the further attempts asked for that the retry budget allows.</summary>
    public double[] RetryGrant { get; private set; } = [];

    /// <summary>Whether further attempts come back as evenly as the first ones go out.</summary>
    public bool[] IsEven { get; private set; } = [];

    /// <summary>Share of the caller's copies whose breaker is open.</summary>
    public double[] Open { get; private set; } = [];

    /// <summary>Share of the caller's copies that keep an answer and need not ask; 0 for calls without a time to
    /// live.</summary>
    public double[] Kept { get; private set; } = [];

    /// <summary>Requests at the callee that hold a slot of the caller.</summary>
    public double[] AtCallee { get; private set; } = [];

    /// <summary>Messages in partitions that have stopped, of those a queue keeps.</summary>
    public double[] Stuck { get; private set; } = [];

    public int Count => Flow.Length;

    /// <summary>Share of the attempts that breakers let through which bring an answer.</summary>
    public double AnsweredShare(int call) =>
        (1 - PoolFailure[call]) * (1 - TimeoutShare[call] - ErrorShare[call]);

    /// <summary>Makes room for every call of a graph; what is there stays.</summary>
    public void Grow(int count)
    {
        Flow = Grown(Flow, count);
        PerServed = Grown(PerServed, count);
        Held = Grown(Held, count);
        TotalDropped = Grown(TotalDropped, count);
        Pool = Grown(Pool, count);
        PoolTable = Grown(PoolTable, count);
        PoolRho = Grown(PoolRho, count);
        PoolWait = Grown(PoolWait, count);
        PoolVariance = Grown(PoolVariance, count);
        PoolFailure = Grown(PoolFailure, count);
        TimeoutShare = Grown(TimeoutShare, count);
        ErrorShare = Grown(ErrorShare, count);
        TimedOutBefore = Grown(TimedOutBefore, count);
        FailedBefore = Grown(FailedBefore, count);
        AttemptMean = Grown(AttemptMean, count);
        GiveUpMean = Grown(GiveUpMean, count);
        var known = RetryGrant.Length;
        RetryGrant = Grown(RetryGrant, count);
        Array.Fill(RetryGrant, 1, known, count - known);
        IsEven = Grown(IsEven, count);
        Open = Grown(Open, count);
        Kept = Grown(Kept, count);
        AtCallee = Grown(AtCallee, count);
        Stuck = Grown(Stuck, count);
    }

    /// <summary>Lifts the limit of a call. Nobody waits for a connection any more, and whoever did has given
    /// up.</summary>
    public void RemovePool(int call)
    {
        Pool[call] = 0;
        PoolTable[call] = null;
        Held[call] = PoolRho[call] = PoolWait[call] = PoolVariance[call] = PoolFailure[call] = 0;
    }

    private static T[] Grown<T>(T[] column, int count)
    {
        Array.Resize(ref column, count);
        return column;
    }
}
