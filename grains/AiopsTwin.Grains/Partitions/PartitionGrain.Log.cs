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
}
