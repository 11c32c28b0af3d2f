using Microsoft.Extensions.Logging;

namespace AiopsTwin.Grains.Partitions;

internal sealed partial class PartitionGrain
{
    [LoggerMessage(2101, LogLevel.Debug, "Partition {Partition} loaded topology {Version}: {Entities} entities")]
    private partial void LogLoaded(string partition, long version, int entities);

    [LoggerMessage(2102, LogLevel.Warning, "Entity {Entity} did not answer; its samples will be sent again")]
    private partial void LogEntityFailed(Exception exception, string entity);

    [LoggerMessage(2103, LogLevel.Information, "Alerts of {Entity} were brought in line after a restart")]
    private partial void LogReconciled(string entity);

    [LoggerMessage(2104, LogLevel.Information,
        "Partition {Partition} is back: checkpoint at {Position}, {Records} records after it")]
    private partial void LogRecovered(string partition, long position, int records);

    [LoggerMessage(2105, LogLevel.Error,
        "Partition {Partition} could not come back; it is tried again with the next call")]
    private partial void LogGivenUp(Exception exception, string partition);

    [LoggerMessage(2106, LogLevel.Warning,
        "What the checkpoint of partition {Partition} holds could not be removed from the log; the next one does it")]
    private partial void LogNotTrimmed(Exception exception, string partition);

    [LoggerMessage(2107, LogLevel.Warning, "Entity {Entity} did not take what happened to its requests")]
    private partial void LogVisitFailed(Exception exception, string entity);
}
