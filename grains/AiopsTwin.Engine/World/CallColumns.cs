namespace AiopsTwin.Engine.World;

/// <summary>What moves in every call, one number per call; times in seconds, flows per second.</summary>
internal sealed class CallColumns
{
    /// <summary>Numbers of a call.</summary>
    private const int Width = 19;

    private double[] _all = [];

    /// <summary>Flow that reaches the callee.</summary>
    public Column Flow => new(_all, Width, 0);

    /// <summary>First attempts per request served by the caller.</summary>
    public Column PerServed => new(_all, Width, 1);

    /// <summary>Attempts that wait for a connection or hold one; for a pull, messages the queue keeps.</summary>
    public Column Held => new(_all, Width, 14);

    /// <summary>Messages dropped since the start because the queue keeps no more.</summary>
    public Column TotalDropped => new(_all, Width, 18);

    /// <summary>Pool size in force; 0 = unlimited.</summary>
    public int[] Pool { get; private set; } = [];

    /// <summary>Relation of content and use of the pool.</summary>
    public QueueTable?[] PoolTable { get; private set; } = [];

    /// <summary>Use of the pool, [0, 1].</summary>
    public Column PoolRho => new(_all, Width, 15);

    /// <summary>Mean wait for a connection.</summary>
    public Column PoolWait => new(_all, Width, 9);

    /// <summary>Variance of that wait.</summary>
    public Column PoolVariance => new(_all, Width, 10);

    /// <summary>Share of attempts that get no connection in time.</summary>
    public Column PoolFailure => new(_all, Width, 5);

    /// <summary>Share of connected attempts that time out.</summary>
    public Column TimeoutShare => new(_all, Width, 2);

    /// <summary>Share of connected attempts that fail before their timeout.</summary>
    public Column ErrorShare => new(_all, Width, 3);

    /// <summary>Share of all attempts that timed out at the end of the step before last.</summary>
    public Column TimedOutBefore => new(_all, Width, 12);

    /// <summary>Share of all attempts that failed otherwise at the end of the step before last.</summary>
    public Column FailedBefore => new(_all, Width, 13);

    /// <summary>Mean time of a connected attempt, at most the timeout.</summary>
    public Column AttemptMean => new(_all, Width, 6);

    /// <summary>Mean time after which a timed-out attempt is given up.</summary>
    public Column GiveUpMean => new(_all, Width, 8);

    /// <summary>Share of the further attempts asked for that the retry budget allows.</summary>
    public Column RetryGrant => new(_all, Width, 11);

    /// <summary>Share of the caller's copies whose breaker is open.</summary>
    public Column Open => new(_all, Width, 4);

    /// <summary>Share of the caller's copies that keep an answer and need not ask; 0 for calls without a time to
    /// live.</summary>
    public Column Kept => new(_all, Width, 7);

    /// <summary>Requests at the callee that hold a slot of the caller.</summary>
    public Column AtCallee => new(_all, Width, 16);

    /// <summary>Messages in partitions that have stopped, of those a queue keeps.</summary>
    public Column Stuck => new(_all, Width, 17);

    public int Count => Pool.Length;

    /// <summary>Share of the attempts that breakers let through which bring an answer.</summary>
    public double AnsweredShare(int call) =>
        (1 - PoolFailure[call]) * (1 - TimeoutShare[call] - ErrorShare[call]);

    /// <summary>Makes room for every call of a graph; what is there stays.</summary>
    public void Grow(int count)
    {
        var known = Count;
        _all = Grown(_all, count * Width);
        Pool = Grown(Pool, count);
        PoolTable = Grown(PoolTable, count);
        for (var call = known; call < count; call++)
        {
            RetryGrant[call] = 1;
        }
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
