using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// Groups batches by partition and hands each partition its share, all at once. Looks for a newer map when it, or a
/// partition, misses an entity, and sends what was missed once more.
/// </summary>
internal sealed class TwinGateway(IGrainFactory grains, PartitionDirectory directory) : ITwinGateway
{
    /// <inheritdoc />
    public async Task<ObserveReceipt> Observe(
        string twin, ImmutableArray<ObserveBatch> batches, CancellationToken cancellationToken = default)
    {
        if (batches.IsDefaultOrEmpty)
        {
            return default;
        }

        return await Send(twin, batches).WaitAsync(cancellationToken);
    }

    private async Task<ObserveReceipt> Send(string twin, ImmutableArray<ObserveBatch> batches)
    {
        var map = await directory.Map(twin);
        if (batches.Any(batch => !map.Of.ContainsKey(batch.Entity)))
        {
            map = await directory.Renew(twin, map.TopologyVersion);
        }

        var (total, missed, newest) = await SendOnce(twin, map, batches);
        if (missed.Length > 0 && newest > map.TopologyVersion)
        {
            // The entities moved, or are gone: their partitions know a newer topology than our map.
            map = await directory.Renew(twin, map.TopologyVersion);
            var (again, gone, _) = await SendOnce(twin, map, missed);
            total = Sum(total, again);
            missed = gone;
        }

        return total with { Unresolved = missed.Sum(batch => batch.Samples.Length) };
    }

    private async Task<(ObserveReceipt Total, ImmutableArray<ObserveBatch> Missed, long Newest)> SendOnce(
        string twin, PartitionMap map, ImmutableArray<ObserveBatch> batches)
    {
        var shares = new SortedDictionary<int, ImmutableArray<ObserveBatch>.Builder>();
        var missed = ImmutableArray.CreateBuilder<ObserveBatch>();
        foreach (var batch in batches)
        {
            if (!map.Of.TryGetValue(batch.Entity, out var partition))
            {
                missed.Add(batch);
                continue;
            }

            if (!shares.TryGetValue(partition, out var share))
            {
                shares.Add(partition, share = ImmutableArray.CreateBuilder<ObserveBatch>());
            }

            share.Add(batch);
        }

        var receipts = await Task.WhenAll(shares.Select(share =>
            grains.GetGrain<IPartitionGrain>(GrainKeys.Partition(twin, share.Key)).Observe(share.Value.ToImmutable())));
        var unknown = receipts.SelectMany(receipt => receipt.Unknown).ToHashSet();
        missed.AddRange(batches.Where(batch => unknown.Contains(batch.Entity)));
        return (
            receipts.Aggregate(default(ObserveReceipt), (total, receipt) => Sum(total, receipt.Receipt)),
            missed.ToImmutable(),
            receipts.Length == 0 ? map.TopologyVersion : receipts.Max(receipt => receipt.TopologyVersion));
    }

    private static ObserveReceipt Sum(ObserveReceipt left, ObserveReceipt right) => new(
        left.Accepted + right.Accepted, left.Duplicates + right.Duplicates, left.Late + right.Late, 0);
}
