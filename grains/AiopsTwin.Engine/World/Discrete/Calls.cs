namespace AiopsTwin.Engine.World.Discrete;

/// <summary>Calls in progress as columns with free places used again.</summary>
internal sealed class Calls
{
    private int[] _free = [];
    private int _freeCount;
    private int _used;

    /// <summary>Call of the graph.</summary>
    public int[] Edge { get; private set; } = [];

    /// <summary>Request that makes it.</summary>
    public int[] Request { get; private set; } = [];

    /// <summary>Calls of the same kind still to make, this one included.</summary>
    public int[] Remaining { get; private set; } = [];

    /// <summary>Further attempts made.</summary>
    public int[] Level { get; private set; } = [];

    /// <summary>Counts on with every attempt and every end of one, so that what comes too late is known as
    /// such.</summary>
    public int[] Generation { get; private set; } = [];

    /// <summary>Request of the attempt at its callee; -1 when it never got there.</summary>
    public int[] AtCallee { get; private set; } = [];

    /// <summary>Copy of the caller that makes it.</summary>
    public int[] Copy { get; private set; } = [];

    /// <summary>When the attempt was sent.</summary>
    public double[] Sent { get; private set; } = [];

    /// <summary>A free place; its generation goes on from where it was.</summary>
    public int Rent()
    {
        if (_freeCount > 0)
        {
            return _free[--_freeCount];
        }

        if (_used == Edge.Length)
        {
            var size = Math.Max(256, 2 * _used);
            Edge = Grown(Edge, size);
            Request = Grown(Request, size);
            Remaining = Grown(Remaining, size);
            Level = Grown(Level, size);
            Generation = Grown(Generation, size);
            AtCallee = Grown(AtCallee, size);
            Copy = Grown(Copy, size);
            Sent = Grown(Sent, size);
            Array.Resize(ref _free, size);
        }

        return _used++;
    }

    /// <summary>Gives a place back.</summary>
    public void Return(int call) => _free[_freeCount++] = call;

    private static T[] Grown<T>(T[] column, int size)
    {
        Array.Resize(ref column, size);
        return column;
    }
}
