using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Partitions;

/// <summary>What entities say for themselves.</summary>
internal sealed partial class PartitionGrain
{
    /// <inheritdoc />
    public async Task<ImmutableArray<EntityEvidence>> Evidence(
        ImmutableArray<EntityId> entities, DateTimeOffset since, DateTimeOffset until)
    {
        await Ready();
        return
        [
            .. await Task.WhenAll(entities.Select(_rows.Find).OfType<EntityRow>().OrderBy(row => row.Entity)
                .Select(row => Evidence(row, since, until))),
        ];
    }

    /// <summary>An entity that never heard anything has nothing to say, and need not be woken for it: where alerts come
    /// without telemetry, a storm would wake every entity of the estate.</summary>
    private Task<EntityEvidence> Evidence(EntityRow row, DateTimeOffset since, DateTimeOffset until)
    {
        if (row.Vitals is not null || row.Monitor is not null)
        {
            return Entity(row.Entity).Evidence(since, until);
        }

        var unheard = new EntityMonitorState(row.Entity);
        monitor.Define(unheard, row.Definition.Entity);
        return Task.FromResult(monitor.Evidence(unheard, since, until));
    }
}
