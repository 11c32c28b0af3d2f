namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// Timeouts of one call of the graph, oldest first. Nearly all are over before they fall due, so they wait in line
/// behind one event instead of each being one; whoever is done is passed over when its turn comes.
/// </summary>
internal sealed class Deadlines
{
    private Deadline[] _items = new Deadline[16];
    private int _head;
    private int _count;

    /// <summary>True while nothing waits, so that whoever comes next must ask for an event.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The oldest.</summary>
    public Deadline First => _items[_head];

    /// <summary>Adds one. Where a timeout has been shortened since, it falls due with those before it.</summary>
    public void Add(Deadline deadline)
    {
        if (_count == _items.Length)
        {
            var grown = new Deadline[2 * _count];
            for (var i = 0; i < _count; i++)
            {
                grown[i] = _items[(_head + i) & (_items.Length - 1)];
            }

            (_items, _head) = (grown, 0);
        }

        _items[(_head + _count++) & (_items.Length - 1)] = deadline;
    }

    /// <summary>Drops the oldest.</summary>
    public void Drop()
    {
        _head = (_head + 1) & (_items.Length - 1);
        _count--;
    }

    /// <summary>When which generation of which call in progress is too late.</summary>
    public readonly record struct Deadline(double At, int Call, int Generation);
}
