using AiopsTwin.Engine.Baselines;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// How rarely a series was as far from its usual place as it is now, as "once in so many samples". Beside the score,
/// which follows the level within half an hour and so asks what is new, this asks what is unusual for days: the place
/// is a mean of about two days, in the metric's own unit (on a logarithm a surge is hardly rarer than a swell), and the
/// sample itself, means of about five and of twenty samples each have a tail of their own. What counts is the rarest.
/// Orders what there is to look at; raises no alert. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.RarityTrack")]
internal struct RarityTrack
{
    /// <summary>Two days of half-life, as the days of an exponential memory: 2 / ln 2.</summary>
    private const double MemoryDays = 2.885;
    private const double Memory = MemoryDays * TimeSpan.TicksPerDay;

    /// <summary>Largest rarity reported; beyond it sizes mean nothing.</summary>
    private const double MaxRarity = 300;

    private const int FirstSamples = 30;
    private const int UnclippedSamples = 50;
    private const int JudgedSamples = 100;
    private const double Reach = 3;
    private const double MeanReach = 5;
    private const double SpreadRate = 0.002;

    /// <summary>Smallest deviation, as a share of the level.</summary>
    private const double LeastShare = 0.02;

    private const double LeastSpread = 1e-9;

    private const double FewGain = 1 / 3.0;
    private const double ManyGain = 0.1;

    /// <summary>About one deviation of the means, of residuals that resemble their neighbours.</summary>
    private const double FewDeviation = 0.6;
    private const double ManyDeviation = 0.4;

    /// <summary>Twenty samples in a row are seldom twenty separate witnesses.</summary>
    private const double ManyWeight = 0.5;

    /// <summary>The usual place.</summary>
    [Id(0)]
    public double Level;

    /// <summary>One deviation from it.</summary>
    [Id(1)]
    public float Spread;

    /// <summary>Mean of about five deviations.</summary>
    [Id(2)]
    public float Few;

    /// <summary>Mean of about twenty.</summary>
    [Id(3)]
    public float Many;

    /// <summary>Samples taken.</summary>
    [Id(4)]
    public int Samples;

    /// <summary>Tail of single deviations.</summary>
    [Id(5)]
    public RarityTail NowTail;

    /// <summary>Tail of <see cref="Few"/>.</summary>
    [Id(6)]
    public RarityTail FewTail;

    /// <summary>Tail of <see cref="Many"/>.</summary>
    [Id(7)]
    public RarityTail ManyTail;

    /// <summary>Takes one value.</summary>
    /// <param name="value">The value, in the metric's unit.</param>
    /// <param name="interval">Interval of the series, ticks.</param>
    /// <returns>Logarithm to base 10 of the number of samples among which one is as far out; 0 in the first
    /// hundred.</returns>
    public double Take(double value, long interval)
    {
        var residual = value - Level;
        var spread = double.MaxNative(Spread, (LeastShare * Math.Abs(Level)) + LeastSpread);
        var samples = (double)(Samples = Math.Min(Samples + 1, int.MaxValue - 1));
        var rarity = samples > FirstSamples ? Judge(residual / spread) : 0;
        var clipped = samples < UnclippedSamples
            ? residual
            : double.ClampNative(residual, -Reach * spread, Reach * spread);
        var first = 1 / samples;
        Level += double.MaxNative(first, Math.Max(1, interval) / Memory) * clipped;
        var size = samples < UnclippedSamples ? Math.Abs(residual) : Math.Abs(clipped);
        Spread += (float)(double.MaxNative(first, SpreadRate) * ((RobustStatistics.MeanToDeviation * size) - Spread));
        return samples > JudgedSamples ? double.MinNative(MaxRarity, rarity) : 0;
    }

    private double Judge(double z)
    {
        if (Samples == FirstSamples + 1)
        {
            NowTail = RarityTail.Of(1);
            FewTail = RarityTail.Of(FewDeviation);
            ManyTail = RarityTail.Of(ManyDeviation);
        }

        var clipped = double.ClampNative(z, -MeanReach, MeanReach);
        Few += (float)(FewGain * (clipped - Few));
        Many += (float)(ManyGain * (clipped - Many));
        var (now, few, many) = (Math.Abs(z), Math.Abs(Few), Math.Abs(Many));
        var rarity = double.MaxNative(
            double.MaxNative(NowTail.RarityOf(now), FewTail.RarityOf(few)), ManyWeight * ManyTail.RarityOf(many));
        var rate = RarityTail.RateAfter(Samples - FirstSamples);
        NowTail.Learn(now, rate);
        FewTail.Learn(few, rate);
        ManyTail.Learn(many, rate);
        return rarity;
    }
}
