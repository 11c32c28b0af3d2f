using System.Collections.Immutable;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// One partition's part in a flood. In each round it takes in what was carried to its entities, joins it with what they
/// hold, and returns what is to be carried into other partitions; it never calls anybody.
/// <para>
/// The rule: an entity's value is the largest of its own source value, of what each link that stands alone carries, and
/// of what each redundancy group passes on (the needed-th largest of its members). Rounds are synchronous (Jacobi):
/// round r reads only what stood after round r - 1. The rule is monotone and joins by maximum, so repeats and order
/// cannot matter, cycles end at the floor or the hop limit, and the result is the same bit for bit for every
/// partitioning.
/// </para>
/// Costs O(links out of entities whose value grew) a round. Not thread-safe.
/// </summary>
public sealed class PartitionFlood
{
    private readonly PartitionSlice _slice;
    private readonly FloodRequest _request;
    private readonly SliceLinks _links;
    private readonly ReachTable _reached;
    private readonly GroupTable? _groups;
    private readonly List<FloodMessage>?[] _out;
    private readonly List<int> _grown = [];
    private Front[] _front = [];
    private int _frontCount;
    private int _round = -1;

    /// <summary>Prepares a flood; nothing is done before the first round.</summary>
    /// <param name="slice">The partition's slice; its version must be the one the coordinator runs on.</param>
    /// <param name="request">The question.</param>
    /// <exception cref="ArgumentException">The request is not valid.</exception>
    public PartitionFlood(PartitionSlice slice, FloodRequest request)
    {
        ArgumentNullException.ThrowIfNull(slice);
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        _slice = slice;
        _request = request;
        var isExpectation = request.Direction is FloodDirection.TowardDependents;
        _links = isExpectation ? slice.ToDependents : slice.ToDependencies;
        _groups = isExpectation && !slice.Groups.Owner.IsEmpty ? new GroupTable(slice.Groups, slice.Places) : null;
        _reached = new ReachTable(slice.Nodes.Length, (long)slice.Nodes.Length * request.Sources.Length);
        _out = new List<FloodMessage>?[HighestRemote(slice) + 1];
    }

    /// <summary>Runs one round. Round 0 places the sources that live here; rounds with nothing to do may be left
    /// out.</summary>
    /// <param name="round">The round, greater than that of the call before.</param>
    /// <param name="inbox">What other partitions carried here after the round before, in any order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The round is not later than the one before.</exception>
    /// <exception cref="ArgumentException">A message is for an entity of another partition or for an unknown
    /// source.</exception>
    public FloodRoundResult Round(int round, ImmutableArray<FloodMessage> inbox)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(round, _round);
        _round = round;
        _grown.Clear();
        if (round == 0)
        {
            PlaceSources();
        }

        CarryWithin();
        Receive(inbox);
        if (_groups is not null)
        {
            foreach (var (label, place, strength, delay) in _groups.Settle())
            {
                Join(label, place, strength, delay);
            }
        }

        var (carries, hasWork) = TakeFront();
        var outboxes = round < _request.MaxHops && carries <= _request.MaxCarries
            ? CarryOut()
            : ImmutableSortedDictionary<int, ImmutableArray<FloodMessage>>.Empty;
        return new FloodRoundResult(outboxes, hasWork, _frontCount, carries);
    }

    /// <summary>Everything reached so far, by source and then by node number.</summary>
    public ImmutableArray<PartitionReach> Collect()
    {
        var order = _reached.InOrder();
        var reaches = ImmutableArray.CreateBuilder<PartitionReach>(order.Length);
        foreach (var index in order)
        {
            ref var reach = ref _reached[index];
            reaches.Add(new PartitionReach(
                reach.Label,
                _slice.Nodes[reach.Place],
                reach.Strength,
                reach.Hops,
                reach.DelaySeconds,
                IsOpen(reach) ? reach.Grown : -1));
        }

        return reaches.MoveToImmutable();
    }

    private static int HighestRemote(PartitionSlice slice)
    {
        var highest = -1;
        foreach (var remote in slice.Remote)
        {
            highest = Math.Max(highest, remote.Partition);
        }

        return highest;
    }

    private void PlaceSources()
    {
        for (var label = 0; label < _request.Sources.Length; label++)
        {
            var place = _slice.PlaceOf(_request.Sources[label].Origin);
            if (place >= 0)
            {
                Join(label, place, _request.Sources[label].Strength, 0);
            }
        }
    }

    private void CarryWithin()
    {
        var floor = _request.Floor;
        var links = _links.Links.AsSpan();
        var rates = _slice.Rates.AsSpan();
        foreach (var front in _front.AsSpan(0, _frontCount))
        {
            var (label, place, delay) = AtFront(front);
            foreach (var link in links[_links.First[place].._links.FirstRemote[place]])
            {
                var rate = rates[link.Rate < 0 ? ~link.Rate : link.Rate];
                var carried = front.Strength * rate.Factor;
                if (carried < floor)
                {
                    continue;
                }

                if (link.Rate < 0)
                {
                    Ask(label, link.Target, link.Link, carried, delay + rate.DelaySeconds);
                }
                else
                {
                    Join(label, link.Target, carried, delay + rate.DelaySeconds);
                }
            }
        }
    }

    private void Receive(ImmutableArray<FloodMessage> inbox)
    {
        var places = _slice.Places;
        foreach (ref readonly var message in inbox.AsSpan())
        {
            var place = places.Of(message.Target);
            if (place < 0 || message.Label < 0 || message.Label >= _request.Sources.Length)
            {
                throw new ArgumentException(
                    $"Node {message.Target} is not in partition {_slice.Partition}, "
                    + $"or there is no source {message.Label}.",
                    nameof(inbox));
            }

            if (message.Link < 0)
            {
                Join(message.Label, place, message.Strength, message.DelaySeconds);
            }
            else
            {
                Ask(message.Label, place, message.Link, message.Strength, message.DelaySeconds);
            }
        }
    }

    /// <summary>Gives a member's value to its group, which is judged when all of the round's values are in.</summary>
    private void Ask(int label, int place, int link, double strength, double delaySeconds)
    {
        var group = _groups?.GroupOf(place, link) ?? -1;
        if (group < 0)
        {
            throw new ArgumentException(
            $"Link {link} belongs to no group of node {_slice.Nodes[place]}.", nameof(link));
        }

        _groups!.Put(label, group, link, strength, delaySeconds);
    }

    private void Join(int label, int place, double strength, double delaySeconds)
    {
        var index = _reached.FindOrAdd(label, place, out var isNew);
        ref var reach = ref _reached[index];
        if (isNew)
        {
            reach.Hops = _round;
            reach.DelaySeconds = delaySeconds;
            reach.Grown = -1;
        }
        else if (reach.Hops == _round && delaySeconds < reach.DelaySeconds)
        {
            // Delay is settled in the round of first reach: the least over all that arrives in it, whatever its order.
            reach.DelaySeconds = delaySeconds;
        }

        if (strength <= reach.Strength)
        {
            return;
        }

        reach.Strength = strength;
        if (reach.Grown != _round)
        {
            reach.Grown = _round;
            _grown.Add(index);
        }
    }

    /// <summary>Keeps what grew, at its value after this round: the next round must not see values of its
    /// own.</summary>
    private (long Carries, bool HasWork) TakeFront()
    {
        if (_front.Length < _grown.Count)
        {
            _front = new Front[Math.Max(_grown.Count, _front.Length * 2)];
        }

        _frontCount = _grown.Count;
        var carries = 0L;
        var hasWork = false;
        for (var i = 0; i < _frontCount; i++)
        {
            ref var reach = ref _reached[_grown[i]];
            _front[i] = new Front(_grown[i], reach.Strength);
            carries += _links.First[reach.Place + 1] - _links.First[reach.Place];
            hasWork |= _links.FirstRemote[reach.Place] > _links.First[reach.Place];
        }

        return (carries, hasWork);
    }

    private ImmutableSortedDictionary<int, ImmutableArray<FloodMessage>> CarryOut()
    {
        var floor = _request.Floor;
        var remotes = _slice.Remote.AsSpan();
        var links = _links.Links.AsSpan();
        var rates = _slice.Rates.AsSpan();
        foreach (var front in _front.AsSpan(0, _frontCount))
        {
            var (label, place, delay) = AtFront(front);
            foreach (var link in links[_links.FirstRemote[place].._links.First[place + 1]])
            {
                var rate = rates[link.Rate < 0 ? ~link.Rate : link.Rate];
                var carried = front.Strength * rate.Factor;
                if (carried >= floor)
                {
                    var remote = remotes[~link.Target];
                    var box = _out[remote.Partition] ??= [];
                    var asked = link.Rate < 0 ? link.Link : -1;
                    box.Add(new FloodMessage(label, remote.Node, asked, carried, delay + rate.DelaySeconds));
                }
            }
        }

        var outboxes = ImmutableSortedDictionary.CreateBuilder<int, ImmutableArray<FloodMessage>>();
        for (var partition = 0; partition < _out.Length; partition++)
        {
            if (_out[partition] is { Count: > 0 } box)
            {
                outboxes.Add(partition, [.. box]);
                box.Clear();
            }
        }

        return outboxes.ToImmutable();
    }

    private (int Label, int Place, double DelaySeconds) AtFront(Front front)
    {
        ref var reach = ref _reached[front.Index];
        return (reach.Label, reach.Place, reach.DelaySeconds);
    }

    private bool IsOpen(in Reach reach)
    {
        if (reach.Grown != _round)
        {
            return false;
        }

        foreach (var link in _links.Links.AsSpan()[_links.First[reach.Place].._links.First[reach.Place + 1]])
        {
            if (reach.Strength * _slice.Rates[link.Rate < 0 ? ~link.Rate : link.Rate].Factor >= _request.Floor)
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct Front(int Index, double Strength);
}
