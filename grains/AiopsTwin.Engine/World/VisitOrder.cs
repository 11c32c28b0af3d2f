using AiopsTwin.Engine.Numerics.States;

namespace AiopsTwin.Engine.World;

/// <summary>The order in which a step visits processes, callers before callees.</summary>
/// <param name="order">All process numbers in that order.</param>
[Unchanging]
internal sealed class VisitOrder(int[] order)
{
    private readonly bool _isAsNumbered = order.AsSpan().SequenceEqual([.. Enumerable.Range(0, order.Length)]);

    /// <summary>Number of processes.</summary>
    public int Length => order.Length;

    /// <summary>The process visited at a place.</summary>
    public int this[int place] => order[place];

    /// <summary>The first place, from one on, whose process is flagged; <see cref="Length"/> without any.</summary>
    public int Next(bool[] flags, int from)
    {
        if (_isAsNumbered)
        {
            return Flags.Next(flags, from);
        }

        while (from < order.Length && !flags[order[from]])
        {
            from++;
        }

        return from;
    }

    /// <summary>The last place, up to one, whose process is flagged; -1 without any.</summary>
    public int Last(bool[] flags, int to)
    {
        if (_isAsNumbered)
        {
            return Flags.Last(flags, to);
        }

        while (to >= 0 && !flags[order[to]])
        {
            to--;
        }

        return to;
    }
}
