using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AiopsTwin.Contracts;
using AiopsTwin.Grains.Durability;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Persistence;

/// <summary>
/// The event log: one writer per process, many appends per commit. While one commit is being synced to disk the next
/// appends gather behind it, so that the cost of a sync is shared by all who wait. An append completes after its
/// commit. The queue is bounded: when it is full, callers wait.
/// </summary>
internal sealed partial class GroupCommitEventLog : IEventLog, IAsyncDisposable
{
    private const int PageSize = 500;
    private const int Attempts = 5;
    private const int MaxNameLength = 512;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly IEventStore _store;
    private readonly EventLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<GroupCommitEventLog> _log;
    private readonly Channel<PendingAppend> _queue;
    private readonly Task _writer;

    public GroupCommitEventLog(
        IEventStore store, IOptions<EventLogOptions> options, TimeProvider time, ILogger<GroupCommitEventLog> log)
    {
        _store = store;
        _options = options.Value;
        _time = time;
        _log = log;
        _queue = Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(_options.QueueLimit)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,
        });
        _writer = Task.Run(WriteAsync);
    }

    /// <inheritdoc />
    public async ValueTask<long> Append(ImmutableArray<TwinEvent> events, CancellationToken cancellationToken = default)
    {
        if (events.IsDefaultOrEmpty)
        {
            return 0;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Length, _options.AppendLimit, nameof(events));
        foreach (var record in events)
        {
            Check(record);
        }

        var pending = new PendingAppend(events);
        if (!_queue.Writer.TryWrite(pending))
        {
            EventLogMetrics.Waits.Add(1);
            await _queue.Writer.WriteAsync(pending, cancellationToken);
        }

        return await pending.Completion.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredTwinEvent> Read(
        EventStream stream, long afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Page by page, so that a slow reader holds no transaction open.
        while (true)
        {
            var page = await _store.ReadAsync(stream, afterPosition, PageSize, cancellationToken);
            foreach (var stored in page)
            {
                yield return stored;
                afterPosition = stored.Position;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc />
    public async Task Trim(EventStream stream, long throughPosition, CancellationToken cancellationToken = default)
    {
        // In steps, so that the writer never waits long behind a removal.
        int removed;
        do
        {
            removed = await _store.TrimAsync(stream, throughPosition, PageSize, cancellationToken);
            EventLogMetrics.Trimmed.Add(removed);
        }
        while (removed == PageSize);
    }

    /// <summary>Lets the writer finish what was handed in, then stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
    }

    private void Check(TwinEvent record)
    {
        if (!GrainKeys.IsValidName(record.Stream.Twin))
        {
            throw new ArgumentException($"'{record.Stream.Twin}' is not a twin id.", nameof(record));
        }

        ArgumentException.ThrowIfNullOrEmpty(record.Source);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Source.Length, MaxNameLength, nameof(record));
        ArgumentException.ThrowIfNullOrEmpty(record.Kind);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Kind.Length, 128, nameof(record));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Payload.Length, _options.PayloadLimit, nameof(record));
    }

    private async Task WriteAsync()
    {
        var gathered = new List<PendingAppend>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            gathered.Clear();
            var records = 0;
            while (records < _options.BatchLimit && _queue.Reader.TryRead(out var pending))
            {
                gathered.Add(pending);
                records += pending.Events.Length;
            }

            await CommitAsync(gathered);
        }
    }

    private async Task CommitAsync(IReadOnlyList<PendingAppend> gathered)
    {
        try
        {
            var positions = await CommitWithRetryAsync([.. gathered.SelectMany(pending => pending.Events)]);
            var next = 0;
            foreach (var pending in gathered)
            {
                var highest = positions.Skip(next).Take(pending.Events.Length).Max(stored => stored.Position);
                next += pending.Events.Length;
                pending.Completion.TrySetResult(highest);
            }

            var added = positions.Count(stored => stored.IsNew);
            EventLogMetrics.Records.Add(added);
            EventLogMetrics.Repeats.Add(positions.Count - added);
        }
        catch (DbException) when (gathered.Count > 1)
        {
            // One append that the database refuses must not take the others down with it.
            foreach (var pending in gathered)
            {
                await CommitAsync([pending]);
            }
        }
        catch (Exception failure)
        {
            LogCommitFailed(failure, gathered.Count);
            EventLogMetrics.Failures.Add(gathered.Count);
            foreach (var pending in gathered)
            {
                pending.Completion.TrySetException(failure);
            }
        }
    }

    private async Task<IReadOnlyList<StoredPosition>> CommitWithRetryAsync(IReadOnlyList<TwinEvent> records)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var started = _time.GetTimestamp();
                var positions = await _store.CommitAsync(records, _time.GetUtcNow(), CancellationToken.None);
                EventLogMetrics.CommitSeconds.Record(_time.GetElapsedTime(started).TotalSeconds);
                return positions;
            }
            catch (DbException failure) when (failure.IsTransient && attempt < Attempts)
            {
                // A commit whose answer was lost may have happened: repeats are skipped, so trying again is safe.
                LogCommitRetried(failure, attempt);
                await Task.Delay(FirstPause * (1 << (attempt - 1)), _time);
            }
        }
    }

    private sealed record PendingAppend(ImmutableArray<TwinEvent> Events)
    {
        public TaskCompletionSource<long> Completion { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
