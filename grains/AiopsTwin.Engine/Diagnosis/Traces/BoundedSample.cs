namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>
/// A sample of at most so many values, the same whatever the order in which they came: those with the smallest keys
/// stay (bottom-k sampling, Cohen and Kaplan 2007). Keys are hashes, so the sample is as good as a random one.
/// </summary>
internal sealed class BoundedSample(int capacity)
{
    private readonly PriorityQueue<double, (ulong Key, double Value)> _kept = new(LargestFirst.Instance);

    /// <summary>Values seen.</summary>
    public int Seen { get; private set; }

    public void Add(ulong key, double value)
    {
        Seen++;
        if (_kept.Count < capacity)
        {
            _kept.Enqueue(value, (key, value));
        }
        else
        {
            _kept.EnqueueDequeue(value, (key, value));
        }
    }

    /// <summary>Adds what another sample kept.</summary>
    public void Include(BoundedSample other)
    {
        var seen = Seen + other.Seen;
        foreach (var (value, priority) in other._kept.UnorderedItems)
        {
            Add(priority.Key, value);
        }

        Seen = seen;
    }

    /// <summary>What it keeps, to be stored.</summary>
    public SampleRecord Record()
    {
        var kept = _kept.UnorderedItems.Select(item => item.Priority).Order().ToList();
        return new SampleRecord(Seen, [.. kept.Select(one => one.Key)], [.. kept.Select(one => one.Value)]);
    }

    /// <summary>Takes up what was stored.</summary>
    public static BoundedSample Of(SampleRecord record, int capacity)
    {
        var sample = new BoundedSample(capacity);
        for (var i = 0; i < record.Keys.Length; i++)
        {
            sample.Add(record.Keys[i], record.Values[i]);
        }

        sample.Seen = record.Seen;
        return sample;
    }

    /// <summary>The values kept, ascending.</summary>
    public double[] Sorted() => [.. _kept.UnorderedItems.Select(item => item.Element).Order()];

    private sealed class LargestFirst : IComparer<(ulong Key, double Value)>
    {
        public static LargestFirst Instance { get; } = new();

        public int Compare((ulong Key, double Value) one, (ulong Key, double Value) other) => other.CompareTo(one);
    }
}
