using Orleans;

namespace AiopsTwin.Engine.Detection.Objectives;

/// <summary>
/// Requests, and bad ones among them, of a sliding window, in a ring of equal parts and one more: the oldest part
/// counts by the share of it that still lies in the window. Memory is constant; both operations are O(parts).
/// </summary>
/// <param name="length">Length of the window, ticks.</param>
/// <param name="parts">Parts it is cut into.</param>
[GenerateSerializer, Alias("aiopstwin.SlidingCount")]
internal sealed class SlidingCount(long length, int parts)
{
    /// <summary>Length of the window, ticks.</summary>
    [Id(0)]
    internal long Length = length;

    [Id(1)]
    private readonly double[] _all = new double[parts + 1];

    [Id(2)]
    private readonly double[] _bad = new double[parts + 1];

    // Number of the newest part since the beginning of the calendar.
    [Id(3)]
    private long _newest;

    private long Part => Length / (_all.Length - 1);

    /// <summary>Counts requests of an instant; what is older than the window is not counted.</summary>
    public void Add(long ticks, double requests, double bad)
    {
        var part = ticks / Part;
        Move(part);
        if (part > _newest - _all.Length)
        {
            _all[part % _all.Length] += requests;
            _bad[part % _all.Length] += bad;
        }
    }

    /// <summary>Requests and bad ones of the window that ends at an instant.</summary>
    public (double Requests, double Bad) Read(long now)
    {
        var last = now / Part;
        var kept = 1 - ((now % Part) / (double)Part);
        var requests = 0.0;
        var bad = 0.0;
        for (var part = Math.Max(_newest, last) - _all.Length + 1; part <= Math.Min(_newest, last); part++)
        {
            if (part >= 0 && part > _newest - _all.Length && part >= last - _all.Length + 1)
            {
                var share = part == last - _all.Length + 1 ? kept : 1;
                requests += share * _all[part % _all.Length];
                bad += share * _bad[part % _all.Length];
            }
        }

        return (requests, bad);
    }

    private void Move(long part)
    {
        if (part <= _newest)
        {
            return;
        }

        for (var next = Math.Max(_newest + 1, part - _all.Length + 1); next <= part; next++)
        {
            _all[next % _all.Length] = 0;
            _bad[next % _all.Length] = 0;
        }

        _newest = part;
    }
}
