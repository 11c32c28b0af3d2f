namespace AiopsTwin.Engine.World.Discrete;

/// <summary>Numbers in the order in which they came; grows as needed.</summary>
internal sealed class IndexQueue
{
    private int[] _items = new int[16];
    private int _head;

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one at the end.</summary>
    public void Add(int item)
    {
        if (Count == _items.Length)
        {
            var grown = new int[2 * Count];
            for (var i = 0; i < Count; i++)
            {
                grown[i] = _items[(_head + i) & (_items.Length - 1)];
            }

            (_items, _head) = (grown, 0);
        }

        _items[(_head + Count++) & (_items.Length - 1)] = item;
    }

    /// <summary>Takes the first.</summary>
    public int Take()
    {
        var item = _items[_head];
        _head = (_head + 1) & (_items.Length - 1);
        Count--;
        return item;
    }
}
