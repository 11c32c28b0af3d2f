using System.Collections.Immutable;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Partitions;

/// <summary>What happened to the requests of its entities: handed on, stored with the samples, and asked for.</summary>
internal sealed partial class PartitionGrain
{
    /// <inheritdoc />
    public async Task Visit(ImmutableArray<RequestBatch> batches)
    {
        await Ready();
        if (_journal.TailBytes > services.Options.SampleTailBytes)
        {
            GrainInstruments.LimitHit("partition.sample_tail");
            await Capture();
        }

        if (!batches.IsDefaultOrEmpty)
        {
            await _journal.Record(batches);
            await Use(batches);
        }
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<RequestFinding>> Requests(
        ImmutableArray<EntityId> entities, DateTimeOffset since, DateTimeOffset until)
    {
        await Ready();
        var found = await Task.WhenAll(entities.Where(entity => _rows.Find(entity) is { HasRequests: true }).Order()
            .Select(entity => Entity(entity).Requests(since, until)));
        return [.. found.Where(finding => !finding.IsEmpty)];
    }

    /// <inheritdoc />
    public Task DepositRequests(EntityRequestState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_rows.Find(state.Entity) is { } row)
        {
            _rows.KeepRequests(row, log.Serializer.SerializeToArray(state));
            _isDirty = true;
        }

        return Task.CompletedTask;
    }

    /// <summary>Hands visits to their entities. An entity that fails loses its share, and the step goes on: requests
    /// are a sample of what happens anyway.</summary>
    private async Task Use(ImmutableArray<RequestBatch> batches)
    {
        var calls = new List<(RequestBatch Batch, Task Call)>(batches.Length);
        foreach (var batch in batches)
        {
            if (_rows.Find(batch.Entity) is { } row)
            {
                _rows.Visit(row);
                calls.Add((batch, Entity(batch.Entity).Visit(batch)));
            }
        }

        foreach (var (batch, call) in calls)
        {
            try
            {
                await call;
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException
                or InvalidOperationException)
            {
                LogVisitFailed(exception, batch.Entity.Text);
                GrainInstruments.RequestDropped("failed", batch.Visits.Length + batch.Lines.Length);
            }
        }
    }

    /// <summary>Takes what entities keep of their requests. True when there was anything new.</summary>
    private async Task<bool> CaptureRequests()
    {
        var visited = _rows.Visited;
        foreach (var state in await Task.WhenAll(visited.Select(entity => Entity(entity).CaptureRequests())))
        {
            if (state is not null && _rows.Find(state.Entity) is { } row)
            {
                _rows.KeepRequests(row, log.Serializer.SerializeToArray(state));
            }
        }

        return visited.Length > 0;
    }

    private EntityRequestState? RequestsOf(EntityRow? row) =>
        row?.Requests is { } bytes ? log.Serializer.Deserialize<EntityRequestState>(bytes) : null;
}
