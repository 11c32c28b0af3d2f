using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// How often a series reports, learned from its gaps: the median of the gaps held, re-learned when 20 gaps in a row
/// disagree by more than a fifth.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.SamplingInterval")]
internal struct SamplingInterval
{
    private const double Tolerance = 0.2;
    private const int Patience = 20;

    /// <summary>The interval in ticks; 0 until learned.</summary>
    [Id(0)]
    public long Ticks;

    /// <summary>Gaps in a row that disagreed.</summary>
    [Id(1)]
    public int Disagreements;

    /// <summary>The interval in seconds; 0 until learned.</summary>
    public readonly double Seconds => Ticks / (double)TimeSpan.TicksPerSecond;

    /// <summary>Hears one gap. True when the interval was learned anew.</summary>
    public bool Hear(long gap, in SampleRing ring)
    {
        if (Ticks > 0 && Math.Abs(gap - Ticks) <= Tolerance * Ticks)
        {
            Disagreements = 0;
            return false;
        }

        return Ticks > 0 && ++Disagreements >= Patience && Learn(ring);
    }

    /// <summary>Takes the median of the newest gaps held. False when fewer than two samples are held.</summary>
    public bool Learn(in SampleRing ring)
    {
        var gaps = Math.Min(ring.Count - 1, Patience);
        if (gaps < 1)
        {
            return false;
        }

        Span<double> values = stackalloc double[gaps];
        for (var i = 0; i < gaps; i++)
        {
            values[i] = ring.TicksAt(ring.Count - 1 - i) - ring.TicksAt(ring.Count - 2 - i);
        }

        Ticks = Math.Max(TimeSpan.TicksPerMillisecond, (long)RobustStatistics.Median(values));
        Disagreements = 0;
        return true;
    }
}
