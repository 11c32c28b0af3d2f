using System.Numerics;

namespace AiopsTwin.Engine.Propagation;

/// <summary>What one source has done to one entity so far.</summary>
internal struct Reach
{
    public double Strength;
    public double DelaySeconds;
    public int Label;
    public int Place;
    public int Hops;

    /// <summary>Round in which the strength last grew.</summary>
    public int Grown;
}

/// <summary>
/// The (source, entity) pairs a flood has reached in one partition. A thousand sources with small reach must not cost a
/// thousand arrays over all entities, and one source that reaches everything should not pay for hashing: the table
/// begins as an open-addressing hash and turns into a plain array when that takes at most twice the room.
/// Memory is O(pairs reached) either way.
/// </summary>
internal sealed class ReachTable(int places, long cells)
{
    private const int FirstBuckets = 64;
    private const int ChunkBits = 11;
    private const int ChunkMask = (1 << ChunkBits) - 1;

    // Chunks of 64 KB: growing copies nothing, and nothing lands on the large object heap.
    private Reach[][] _chunks = [new Reach[FirstBuckets]];
    private int _capacity = FirstBuckets / 2;
    private int[] _buckets = new int[FirstBuckets];
    private int _shift = 64 - BitOperations.Log2(FirstBuckets);
    private bool _isPlain;

    public int Count { get; private set; }

    public ref Reach this[int index] => ref _chunks[index >> ChunkBits][index & ChunkMask];

    /// <summary>The index of a pair, added with nothing in it when it is new. Indexes stay; references do
    /// not.</summary>
    public int FindOrAdd(int label, int place, out bool isNew)
    {
        var bucket = BucketOf(label, place);
        isNew = _buckets[bucket] == 0;
        if (!isNew)
        {
            return _buckets[bucket] - 1;
        }

        if (Count == _capacity)
        {
            Grow();
            bucket = BucketOf(label, place);
        }

        MakeRoom(Count >> ChunkBits);
        _buckets[bucket] = ++Count;
        ref var reach = ref this[Count - 1];
        reach.Label = label;
        reach.Place = place;
        return Count - 1;
    }

    /// <summary>Indexes of all pairs, by label and then by place.</summary>
    public int[] InOrder()
    {
        var order = new int[Count];
        if (_isPlain)
        {
            var next = 0;
            foreach (var entry in _buckets)
            {
                if (entry > 0)
                {
                    order[next++] = entry - 1;
                }
            }

            return order;
        }

        var keys = new long[Count];
        for (var i = 0; i < Count; i++)
        {
            order[i] = i;
            keys[i] = KeyOf(this[i].Label, this[i].Place);
        }

        Array.Sort(keys, order);
        return order;
    }

    private long KeyOf(int label, int place) => ((long)label * places) + place;

    private int BucketOf(int label, int place)
    {
        var key = KeyOf(label, place);
        if (_isPlain)
        {
            return (int)key;
        }

        // Fibonacci hashing (Knuth, TAOCP 3, 6.4): neighbouring places go to buckets far apart.
        var bucket = (int)(((ulong)key * 0x9E3779B97F4A7C15UL) >> _shift);
        while (_buckets[bucket] != 0 && !Holds(_buckets[bucket] - 1, label, place))
        {
            bucket = (bucket + 1) & (_buckets.Length - 1);
        }

        return bucket;
    }

    private bool Holds(int index, int label, int place)
    {
        ref var reach = ref this[index];
        return reach.Place == place && reach.Label == label;
    }

    private void MakeRoom(int chunk)
    {
        if (chunk == _chunks.Length)
        {
            Array.Resize(ref _chunks, _chunks.Length * 2);
        }

        // Only the first chunk grows: a small flood stays small.
        if (chunk == 0 && Count == _chunks[0].Length)
        {
            Array.Resize(ref _chunks[0], Count * 2);
        }

        _chunks[chunk] ??= new Reach[1 << ChunkBits];
    }

    private void Grow()
    {
        _capacity = checked(_capacity * 2);
        if (_isPlain)
        {
            return;
        }

        var buckets = _buckets.Length * 2;
        _isPlain = cells <= 2L * buckets;
        _buckets = new int[_isPlain ? (int)cells : buckets];
        _shift--;
        for (var i = 0; i < Count; i++)
        {
            _buckets[BucketOf(this[i].Label, this[i].Place)] = i + 1;
        }
    }
}
