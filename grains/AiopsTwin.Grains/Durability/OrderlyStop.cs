using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Grains.Twins;
using Microsoft.Extensions.Logging;

namespace AiopsTwin.Grains.Durability;

/// <summary>
/// When a silo is told to stop, its twins and partitions make a checkpoint while every grain still answers. Later they
/// could not: entities and partitions are put to rest in no particular order.
/// </summary>
internal sealed partial class OrderlyStop(LocalGrains local, IGrainFactory grains, ILogger<OrderlyStop> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ILogger<OrderlyStop> _logger = logger;

    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(OrderlyStop), ServiceLifecycleStage.Last, _ => Task.CompletedTask, Stop);

    private async Task Stop(CancellationToken cancellationToken)
    {
        // A silo that was killed or cut off comes here too, with nobody to talk to: it must not hold the process.
        try
        {
            await Task.WhenAll(local.Twins.Select(twin => grains.GetGrain<ITwinUpkeepGrain>(twin).Checkpoint()))
                .WaitAsync(cancellationToken);
            await Task.WhenAll(local.Partitions.Select(partition =>
                grains.GetGrain<IPartitionGrain>(partition).Checkpoint())).WaitAsync(cancellationToken);
            local.Stopping();
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or IOException
            or OperationCanceledException or InvalidOperationException)
        {
            LogIncomplete(exception);
        }
    }

    [LoggerMessage(2401, LogLevel.Warning, "The last checkpoint of this silo is not complete")]
    private partial void LogIncomplete(Exception exception);
}
