using System.Numerics;

namespace AiopsTwin.Engine.World.Discrete;

/// <summary>
/// Response times counted in bins: 32 to each doubling, so that a quantile is right within 1.6 %, from a microsecond to
/// a day. Mean and variance are exact.
/// </summary>
public sealed class ResponseTally
{
    private const int BinsPerDoubling = 32;
    private const int Doublings = 37;
    private const double Smallest = 1e-6;

    private readonly long[] _bins = new long[BinsPerDoubling * Doublings];
    private double _sum;
    private double _squares;

    /// <summary>Times counted.</summary>
    public long Count { get; private set; }

    /// <summary>Mean in seconds; 0 without any.</summary>
    public double Mean => Count > 0 ? _sum / Count : 0;

    /// <summary>Variance in seconds squared; 0 without any.</summary>
    public double Variance => Count > 0 ? Math.Max(0, (_squares / Count) - (Mean * Mean)) : 0;

    /// <summary>Counts a time.</summary>
    /// <param name="seconds">The time, at least 0.</param>
    public void Add(double seconds)
    {
        Count++;
        _sum += seconds;
        _squares += seconds * seconds;
        _bins[BinOf(seconds)]++;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_bins);
        (Count, _sum, _squares) = (0, 0, 0);
    }

    /// <summary>The time below which a share of all lies, in seconds; 0 without any.</summary>
    /// <param name="share">In (0, 1).</param>
    public double Quantile(double share)
    {
        var left = (long)Math.Ceiling(share * Count);
        for (var bin = 0; bin < _bins.Length && left > 0; bin++)
        {
            left -= _bins[bin];
            if (left <= 0)
            {
                var (doubling, part) = (bin / BinsPerDoubling, bin % BinsPerDoubling);
                return Smallest * Math.ScaleB(1 + ((part + 0.5) / BinsPerDoubling), doubling);
            }
        }

        return 0;
    }

    // The exponent of a double is its doubling, the first bits of its fraction are the bin within.
    private static int BinOf(double seconds)
    {
        var scaled = Math.Max(1, seconds / Smallest);
        var bits = BitConverter.DoubleToInt64Bits(scaled);
        var bin = (int)(bits >> (52 - BitOperations.Log2(BinsPerDoubling))) - (1023 * BinsPerDoubling);
        return Math.Min(bin, (BinsPerDoubling * Doublings) - 1);
    }
}
