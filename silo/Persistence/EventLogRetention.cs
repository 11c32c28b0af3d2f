using System.Data.Common;
using Microsoft.Extensions.Options;

namespace AiopsTwin.Silo.Persistence;

/// <summary>Removes records of the event log that are older than the retention, once an hour and at the
/// start.</summary>
internal sealed partial class EventLogRetention(
    IEventStore store, IOptions<EventLogOptions> options, TimeProvider time, ILogger<EventLogRetention> log)
    : BackgroundService
{
    // Small steps, so that the writer never waits long behind a removal.
    private const int Step = 2000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (DbException failure)
            {
                LogPruneFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task<long> PruneAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.Retention;
        long removed = 0;
        int step;
        do
        {
            step = await store.PruneAsync(before, Step, cancellationToken);
            removed += step;
        }
        while (step == Step);
        EventLogMetrics.Pruned.Add(removed);
        return removed;
    }

    [LoggerMessage(1003, LogLevel.Warning, "Old records of the event log could not be removed; tried again in an hour")]
    private partial void LogPruneFailed(Exception failure);
}
