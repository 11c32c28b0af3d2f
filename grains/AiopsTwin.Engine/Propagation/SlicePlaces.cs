using System.Collections.Immutable;
using System.Numerics;

namespace AiopsTwin.Engine.Propagation;

/// <summary>
/// Look-ups into a slice in constant time: where in the slice a node of the graph stands, and which redundancy groups
/// an entity has. A bit for each node of the graph with running counts (rank by population count; Jacobson 1989):
/// twelve bytes for 64 nodes. Derived from the slice when first needed, never sent.
/// </summary>
internal sealed class SlicePlaces
{
    private readonly ulong[] _bits;
    private readonly int[] _before;
    private readonly int[] _firstGroup;

    public SlicePlaces(PartitionSlice slice)
    {
        var words = slice.Nodes.IsEmpty ? 0 : (slice.Nodes[^1] >> 6) + 1;
        _bits = new ulong[words];
        _before = new int[words];
        foreach (var node in slice.Nodes)
        {
            _bits[node >> 6] |= 1UL << (node & 63);
        }

        for (var word = 1; word < words; word++)
        {
            _before[word] = _before[word - 1] + BitOperations.PopCount(_bits[word - 1]);
        }

        _firstGroup = GroupStarts(slice.Groups.Owner, slice.Nodes.Length);
    }

    /// <summary>Place of a node in the slice, or -1.</summary>
    public int Of(int node)
    {
        var word = node >> 6;
        if ((uint)word >= (uint)_bits.Length)
        {
            return -1;
        }

        var bit = 1UL << (node & 63);
        return (_bits[word] & bit) == 0 ? -1 : _before[word] + BitOperations.PopCount(_bits[word] & (bit - 1));
    }

    /// <summary>Groups of the entity at a place: from (inclusive) and to (exclusive).</summary>
    public (int From, int To) GroupsOf(int place) => (_firstGroup[place], _firstGroup[place + 1]);

    private static int[] GroupStarts(ImmutableArray<int> owners, int places)
    {
        var first = new int[places + 1];
        foreach (var owner in owners)
        {
            first[owner + 1]++;
        }

        for (var place = 0; place < places; place++)
        {
            first[place + 1] += first[place];
        }

        return first;
    }
}
