using AiopsTwin.Engine.World;

namespace AiopsTwin.Scenarios.Crews;

/// <summary>
/// Threads of its own that help the caller's with pieces of a step. A helper that finds nothing to do looks again for
/// some microseconds (the next level of a step follows at once) and then sleeps until it is called. Safe for use by
/// several callers; they are served one after the other.
/// </summary>
public sealed class ThreadCrew : IShardCrew, IDisposable
{
    /// <summary>Looks for new work before a helper sleeps.</summary>
    private const int Looks = 2_000;

    /// <summary>Most pieces that are of any use.</summary>
    public const int MostShards = 1024;

    /// <summary>Most helpers; more than processors are of no use.</summary>
    private const int MostHelpers = 64;

    private static readonly TimeSpan OneLook = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _called = new(false);
    private readonly Thread[] _helpers;
    private volatile Job _job = Job.None;
    private volatile bool _isOver;

    /// <summary>Starts the helpers, which wait.</summary>
    /// <param name="shards">Pieces into which work is cut, at least 1.</param>
    /// <param name="helpers">Threads beside the caller's, 0 to 64; with none the caller does every piece.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ThreadCrew(int shards, int helpers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(helpers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(helpers, MostHelpers);
        Shards = shards;
        _helpers = [.. Enumerable.Range(0, helpers).Select(_ => new Thread(Help) { IsBackground = true })];
        foreach (var helper in _helpers)
        {
            helper.Start();
        }
    }

    /// <summary>As many pieces as asked for, and no more helpers than there are processors beside the
    /// caller's.</summary>
    public static ThreadCrew Of(int shards) =>
        new(shards, Math.Clamp(Math.Min(shards, Environment.ProcessorCount) - 1, 0, MostHelpers));

    /// <inheritdoc/>
    public int Shards { get; }

    /// <inheritdoc/>
    public int Fewest { get; init; } = 32;

    /// <inheritdoc/>
    public void Run(IShardWork work)
    {
        lock (_gate)
        {
            var job = new Job(work, Shards);
            _job = job;
            _called.Set();
            job.Help();
            job.Await();
        }
    }

    /// <summary>Sends the helpers home and waits until they have gone.</summary>
    public void Dispose()
    {
        _isOver = true;
        foreach (var helper in _helpers)
        {
            do
            {
                _called.Set();
            }
            while (!helper.Join(OneLook));
        }

        _called.Dispose();
    }

    private void Help()
    {
        var done = Job.None;
        var looked = 0;
        while (!_isOver)
        {
            var job = _job;
            if (job != done)
            {
                job.Help();
                (done, looked) = (job, 0);
            }
            else if (++looked < Looks)
            {
                Thread.SpinWait(10);
            }
            else
            {
                // Work given out between these lines wakes it. Another helper may take that back before it has woken:
                // then it misses this work, which the caller does all the same, and is called for the next.
                looked = 0;
                _called.Reset();
                if (_job == done && !_isOver)
                {
                    _called.Wait();
                }
            }
        }
    }

    /// <summary>The pieces of one piece of work, and how many are done.</summary>
    private sealed class Job(IShardWork? work, int shards)
    {
        public static readonly Job None = new(null, 0);

        private int _given;
        private int _done;
        private volatile Exception? _failure;

        /// <summary>Does pieces as long as there are any that nobody has taken.</summary>
        public void Help()
        {
            for (var shard = Interlocked.Increment(ref _given) - 1;
                shard < shards;
                shard = Interlocked.Increment(ref _given) - 1)
            {
                try
                {
                    work!.Run(shard);
                }
                catch (Exception failure)
                {
                    _failure = failure;
                }

                Interlocked.Increment(ref _done);
            }
        }

        /// <summary>Waits for the pieces others have taken.</summary>
        public void Await()
        {
            var wait = default(SpinWait);
            while (Volatile.Read(ref _done) < shards)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            if (_failure is { } failure)
            {
                throw new InvalidOperationException("A piece of a step failed.", failure);
            }
        }
    }
}
