using System.Collections.Immutable;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Engine.Detection.Pooling;

namespace AiopsTwin.Grains.Partitions;

/// <summary>Evidence pooled over callers: it comes back from the twin, which alone hears of all of them.</summary>
internal sealed partial class PartitionGrain
{
    /// <inheritdoc />
    public async Task<PartitionStep> Pool(ImmutableArray<PooledReading> readings, DateTimeOffset now)
    {
        await Ready();
        var pooling = new PartitionPooling(readings, now);
        await _journal.Record(pooling);
        await Use(pooling);
        return Tell([]);
    }

    private Task Use(PartitionPooling pooling)
    {
        var calls = new List<EntityCall>(pooling.Readings.Length);
        foreach (var reading in pooling.Readings)
        {
            if (_rows.Find(reading.Entity) is { } row)
            {
                calls.Add(new EntityCall(row, Entity(reading.Entity).Pool(reading)));
            }
        }

        return Settle(calls);
    }
}
