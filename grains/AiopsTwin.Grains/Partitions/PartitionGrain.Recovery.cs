using System.Collections.Immutable;
using System.Data.Common;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Partitions;

/// <summary>How a partition comes back: its entities as of the checkpoint, then everything handed over since.</summary>
internal sealed partial class PartitionGrain
{
    /// <summary>Completes when the partition is back. It is not part of the activation: entities ask the partition what
    /// it kept of them while they wake, and a grain that is still activating answers nobody.</summary>
    private Task Ready() => _ready ??= RecoverOrGiveUp();

    private async Task RecoverOrGiveUp()
    {
        try
        {
            await Recover();
        }
        catch (Exception exception)
        {
            LogGivenUp(exception, this.GetPrimaryKeyString());
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task Recover()
    {
        var records = 0;
        await foreach (var item in _journal.Tail(stored.State.LogPosition))
        {
            records++;
            switch (item.Event.Kind)
            {
                case PartitionEventKinds.Samples:
                    await Use(_journal.Read<ImmutableArray<ObserveBatch>>(item.Event));
                    break;
                case PartitionEventKinds.Tick:
                    var tick = _journal.Read<PartitionTick>(item.Event);
                    if (tick.IsAcknowledged)
                    {
                        _outbox.Acknowledge(_told);
                    }

                    await Use(tick);
                    Tell(_rows.TakeSignals());
                    _rows.TakeLeans();
                    break;
                case PartitionEventKinds.Comparison:
                    await Use(_journal.Read<PartitionComparison>(item.Event));
                    Tell([]);
                    break;
                case PartitionEventKinds.Pooling:
                    await Use(_journal.Read<PartitionPooling>(item.Event));
                    Tell([]);
                    break;
                case PartitionEventKinds.Visits:
                    await Use(_journal.Read<ImmutableArray<RequestBatch>>(item.Event));
                    break;
                default:
                    throw new InvalidDataException($"A partition knows no record of kind '{item.Event.Kind}'.");
            }
        }

        if (records > 0)
        {
            LogRecovered(this.GetPrimaryKeyString(), stored.State.LogPosition, records);
        }
    }

    /// <summary>What a checkpoint holds is removed from the stream. If that fails it is left to the next time: reading
    /// begins after it anyway.</summary>
    private async Task Trim()
    {
        try
        {
            await _journal.Trim();
        }
        catch (Exception exception) when (exception is DbException or IOException or TimeoutException)
        {
            LogNotTrimmed(exception, this.GetPrimaryKeyString());
        }
    }
}
