using System.Collections.Immutable;
using AiopsTwin.Contracts;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Contracts.Twins;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Grains.Requests;
using Microsoft.Extensions.Options;
using StableHash = AiopsTwin.Engine.Numerics.StableHash;

namespace AiopsTwin.Grains.Twins;

/// <summary>
/// Groups batches by partition and hands each partition its share, all at once. Looks for a newer map when it, or a
/// partition, misses an entity, and sends what was missed once more.
/// </summary>
internal sealed class TwinGateway(
    IGrainFactory grains, PartitionDirectory directory, IOptions<TwinOptions> options) : ITwinGateway
{
    private const int UnknownShown = 20;

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

    /// <inheritdoc />
    public async Task<RequestReceipt> Receive(
        string twin, RequestSignals signals, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return signals.IsEmpty
            ? new RequestReceipt(default, 0, [])
            : await Send(twin, signals).WaitAsync(cancellationToken);
    }

    private async Task<RequestReceipt> Send(string twin, RequestSignals signals)
    {
        var entities = signals.Spans.Select(span => span.Entity).Concat(signals.Lines.Select(line => line.Entity));
        var map = await directory.Map(twin);
        if (entities.Any(entity => !map.Of.ContainsKey(entity)))
        {
            map = await directory.Renew(twin, map.TopologyVersion);
        }

        var unresolved = entities.Where(entity => !map.Of.ContainsKey(entity)).ToList();
        var taken = await Task.WhenAll(Shares(signals).Select(share =>
            grains.GetGrain<IRequestJoinGrain>(GrainKeys.Partition(twin, share.Key)).Take(share.Signals)));
        var tally = taken.Aggregate(default(JoinTally), JoinTally.Sum);
        GrainInstruments.RequestsTaken(tally);
        return new RequestReceipt(
            tally, unresolved.Count, [.. unresolved.Distinct().Order().Take(UnknownShown)]);
    }

    /// <summary>Spans and lines by join: those of a trace come to one; lines outside of any come to that of their
    /// entity.</summary>
    private IEnumerable<(int Key, RequestSignals Signals)> Shares(RequestSignals signals)
    {
        var spans = signals.Spans.ToLookup(span => JoinOf(span.TraceId));
        var lines = signals.Lines.ToLookup(line => JoinOf(line.TraceId ?? line.Entity.Text));
        return spans.Select(share => share.Key).Concat(lines.Select(share => share.Key)).Distinct().Order()
            .Select(key => (key, new RequestSignals([.. spans[key]], [.. lines[key]])));
    }

    private int JoinOf(string text) => (int)(StableHash.Of(text) % (ulong)options.Value.RequestJoins);

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
