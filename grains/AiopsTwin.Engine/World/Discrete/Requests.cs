namespace AiopsTwin.Engine.World.Discrete;

/// <summary>Requests at processes as columns with free places used again.</summary>
internal sealed class Requests
{
    private int[] _free = [];
    private int _freeCount;
    private int _used;

    /// <summary>Where the request is.</summary>
    public int[] Process { get; private set; } = [];

    /// <summary>Call in progress it answers; -1 when nobody waits for the answer.</summary>
    public int[] Call { get; private set; } = [];

    /// <summary>Generation of that call when it was sent.</summary>
    public int[] Generation { get; private set; } = [];

    /// <summary>When it arrived.</summary>
    public double[] Arrived { get; private set; } = [];

    /// <summary>Queue of the process it was dealt to.</summary>
    public int[] Queue { get; private set; } = [];

    /// <summary>Next of the calls its process makes.</summary>
    public int[] Next { get; private set; } = [];

    /// <summary>Calls of the stage that are not over.</summary>
    public int[] Pending { get; private set; } = [];

    /// <summary>What became of it so far.</summary>
    public RequestMark[] Marks { get; private set; } = [];

    /// <summary>A free place.</summary>
    public int Rent()
    {
        if (_freeCount > 0)
        {
            return _free[--_freeCount];
        }

        if (_used == Process.Length)
        {
            var size = Math.Max(256, 2 * _used);
            Process = Grown(Process, size);
            Call = Grown(Call, size);
            Generation = Grown(Generation, size);
            Arrived = Grown(Arrived, size);
            Queue = Grown(Queue, size);
            Next = Grown(Next, size);
            Pending = Grown(Pending, size);
            Marks = Grown(Marks, size);
            Array.Resize(ref _free, size);
        }

        return _used++;
    }

    /// <summary>Gives a place back.</summary>
    public void Return(int request) => _free[_freeCount++] = request;

    /// <summary>Requests present.</summary>
    public int Present => _used - _freeCount;

    /// <summary>Places ever used; those given back among them have no mark of being present.</summary>
    public int Places => _used;

    private static T[] Grown<T>(T[] column, int size)
    {
        Array.Resize(ref column, size);
        return column;
    }
}

/// <summary>What became of a request so far.</summary>
[Flags]
internal enum RequestMark : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A call it needs has failed.</summary>
    Failed = 1,

    /// <summary>Whoever asked takes it back.</summary>
    Cancelled = 2,

    /// <summary>Its copy is gone.</summary>
    Lost = 4,

    /// <summary>It waits for a slot or has one.</summary>
    Present = 8,

    /// <summary>It has a slot.</summary>
    Working = 16,

    /// <summary>Its copy is ill: it makes its calls, and its answer is a failure all the same.</summary>
    Broken = 32,
}
