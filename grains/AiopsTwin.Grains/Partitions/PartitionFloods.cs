using System.Collections.Immutable;
using AiopsTwin.Contracts.Partitions;
using AiopsTwin.Engine.Propagation;

namespace AiopsTwin.Grains.Partitions;

/// <summary>The floods a partition takes part in. A flood whose twin never came back is pushed out by newer
/// ones.</summary>
internal sealed class PartitionFloods(int limit)
{
    private readonly List<(string Id, PartitionFlood Flood)> _floods = [];

    /// <summary>Runs a round; null when the flood is not known and this is not its first call.</summary>
    public FloodRoundResult? Round(PartitionSlice slice, PartitionFloodRound round)
    {
        var index = Find(round.Flood);
        if (round.Request is not null)
        {
            // A first call that is repeated begins anew.
            Remove(index);
            index = Add(round.Flood, new PartitionFlood(slice, round.Request));
        }

        return index < 0 ? null : _floods[index].Flood.Round(round.Round, round.Inbox);
    }

    /// <summary>Ends a flood and returns what it reached; null when it is not known.</summary>
    public ImmutableArray<PartitionReach>? Collect(string flood)
    {
        var index = Find(flood);
        if (index < 0)
        {
            return null;
        }

        var reached = _floods[index].Flood.Collect();
        Remove(index);
        return reached;
    }

    /// <summary>Ends all floods: the graph they ran on is gone.</summary>
    public void Clear() => _floods.Clear();

    private int Find(string id) => _floods.FindIndex(entry => string.Equals(entry.Id, id, StringComparison.Ordinal));

    private int Add(string id, PartitionFlood flood)
    {
        if (_floods.Count >= limit)
        {
            _floods.RemoveAt(0);
            GrainInstruments.LimitHit("partition.floods");
        }

        _floods.Add((id, flood));
        return _floods.Count - 1;
    }

    private void Remove(int index)
    {
        if (index >= 0)
        {
            _floods.RemoveAt(index);
        }
    }
}
