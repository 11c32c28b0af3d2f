using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using AiopsTwin.Scenarios.Storms;

namespace AiopsTwin.Cli.Storms;

/// <summary>Sends batches when they are due, from several connections. A batch that finds all of them taken waits, and
/// the wait counts; one that is told to come back later is sent again.</summary>
internal sealed class StormSender(MeasuredSilo silo, string twin)
{
    /// <summary>The status of an answer that acknowledges.</summary>
    public const int Accepted = 200;

    private const int Busy = 503;
    private const int TooMany = 429;

    private readonly Dictionary<int, TimeSpan> _first = [];
    private readonly Lock _lock = new();
    private long _acknowledged;
    private long _busy;

    /// <summary>From the instant a batch was due to its acknowledgement.</summary>
    public Latencies Acknowledgements { get; } = new();

    /// <summary>Alerts acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Batches that were told to come back later.</summary>
    public long ToldBusy => Interlocked.Read(ref _busy);

    /// <summary>When the first alert of a row was due; null when none was yet.</summary>
    public TimeSpan? FirstOf(int row)
    {
        lock (_lock)
        {
            return _first.TryGetValue(row, out var at) ? at : null;
        }
    }

    /// <summary>Sends everything.</summary>
    /// <param name="batches">In the order in which they are due.</param>
    /// <param name="connections">How many are sent at a time at most.</param>
    /// <param name="clock">Counts from the beginning of the storm.</param>
    /// <param name="cancellation">Ends the sending.</param>
    public async Task SendAsync(
        ImmutableArray<StormBatch> batches, int connections, Stopwatch clock, CancellationToken cancellation)
    {
        var due = Channel.CreateUnbounded<StormBatch>();
        var senders = Enumerable.Range(0, connections).Select(_ => SendDueAsync(due.Reader, clock, cancellation))
            .ToArray();
        foreach (var batch in batches)
        {
            var wait = TimeSpan.FromSeconds(batch.At) - clock.Elapsed;
            if (wait > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(wait, cancellation);
            }

            Note(batch);
            due.Writer.TryWrite(batch);
        }

        due.Writer.Complete();
        await Task.WhenAll(senders);
    }

    private void Note(StormBatch batch)
    {
        lock (_lock)
        {
            foreach (var alert in batch.Alerts)
            {
                _first.TryAdd(StormEstate.RowOf(alert.Entity), TimeSpan.FromSeconds(batch.At));
            }
        }
    }

    private async Task SendDueAsync(
        ChannelReader<StormBatch> due, Stopwatch clock, CancellationToken cancellation)
    {
        await foreach (var batch in due.ReadAllAsync(cancellation))
        {
            while (true)
            {
                var (status, retryAfter) = await silo.PostAsync(twin, batch.Body, cancellation);
                if (status == Accepted)
                {
                    Acknowledgements.Add(clock.Elapsed - TimeSpan.FromSeconds(batch.At));
                    Interlocked.Add(ref _acknowledged, batch.Alerts.Length);
                    break;
                }

                if (status is not (Busy or TooMany))
                {
                    throw new InvalidOperationException($"the twin answers {status} to alerts");
                }

                Interlocked.Increment(ref _busy);
                await Task.Delay(retryAfter, cancellation);
            }
        }
    }
}
