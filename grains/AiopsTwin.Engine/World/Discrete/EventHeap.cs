namespace AiopsTwin.Engine.World.Discrete;

/// <summary>What falls due when: a heap with four children to a node, ordered by time and, at one time, by the order in
/// which events were added.</summary>
internal sealed class EventHeap
{
    private const int KindBits = 4;

    private Event[] _events = new Event[1024];
    private long _added;

    /// <summary>Events that have not fallen due.</summary>
    public int Count { get; private set; }

    /// <summary>Time of the next event; infinite without one.</summary>
    public double Next => Count > 0 ? _events[0].At : double.PositiveInfinity;

    /// <summary>Adds an event.</summary>
    /// <param name="at">When, in seconds.</param>
    /// <param name="kind">What.</param>
    /// <param name="subject">To whom or what.</param>
    /// <param name="tag">Which of the subject's generations is meant, where it has any.</param>
    public void Add(double at, EventKind kind, int subject, int tag = 0)
    {
        if (Count == _events.Length)
        {
            Array.Resize(ref _events, 2 * Count);
        }

        var added = new Event(at, (_added++ << KindBits) | (long)kind, subject, tag);
        var (events, i) = (_events, Count++);
        while (i > 0)
        {
            var parent = (i - 1) >> 2;
            if (!added.IsBefore(in events[parent]))
            {
                break;
            }

            events[i] = events[parent];
            i = parent;
        }

        events[i] = added;
    }

    /// <summary>Takes the next event.</summary>
    public Event Take()
    {
        var events = _events;
        var first = events[0];
        var last = events[--Count];
        var (i, count) = (0, Count);
        while (true)
        {
            var child = (i << 2) + 1;
            if (child >= count)
            {
                break;
            }

            var end = Math.Min(child + 4, count);
            var least = child;
            for (var other = child + 1; other < end; other++)
            {
                least = events[other].IsBefore(in events[least]) ? other : least;
            }

            if (!events[least].IsBefore(in last))
            {
                break;
            }

            events[i] = events[least];
            i = least;
        }

        events[i] = last;
        return first;
    }

    /// <summary>One event.</summary>
    public readonly record struct Event(double At, long Order, int Subject, int Tag)
    {
        /// <summary>What falls due.</summary>
        public EventKind Kind => (EventKind)(Order & ((1 << KindBits) - 1));

        /// <summary>True when this one falls due before another.</summary>
        public bool IsBefore(in Event other) => At < other.At || (At == other.At && Order < other.Order);
    }
}

/// <summary>What falls due.</summary>
internal enum EventKind
{
    /// <summary>A request comes from outside; the subject is the process.</summary>
    Arrive,

    /// <summary>A caller outside sends; the subject is the call of the graph.</summary>
    Enter,

    /// <summary>Own work is done; the subject is the request.</summary>
    Served,

    /// <summary>The oldest timeout of a call falls due; the subject is the call of the graph.</summary>
    Timeout,

    /// <summary>The oldest wait for a connection ends; the subject is the call of the graph.</summary>
    Acquire,

    /// <summary>A further attempt; the subject is the call in progress.</summary>
    Retry,

    /// <summary>A request reaches its callee; the subject is the request.</summary>
    Deliver,

    /// <summary>An attempt fails on the way; the subject is the call in progress.</summary>
    Fail,

    /// <summary>A connection that nobody answers is given up; the subject is the call in progress.</summary>
    Unreached,

    /// <summary>A callee outside answers; the subject is the call in progress.</summary>
    Answer,
}
