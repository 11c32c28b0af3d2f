using AiopsTwin.Engine.Baselines;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Learns how regularly an entity reports, whatever the metric, and from when its silence is a signal. The interval
/// is the median of the newest gaps, the jitter a bounded running mean of their distances from it. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.ArrivalWatch")]
internal struct ArrivalWatch
{
    private const int GapsKept = 8;
    private const double JitterGain = 0.1;

    /// <summary>Instant of the entity's newest sample, UTC ticks; 0 before the first.</summary>
    [Id(0)]
    public long Newest;

    /// <summary>Newest gaps, ticks, in a ring; null before the first.</summary>
    [Id(1)]
    public long[]? Gaps;

    /// <summary>Gaps heard so far.</summary>
    [Id(2)]
    public long Heard;

    /// <summary>Mean distance of a gap from the interval, ticks.</summary>
    [Id(3)]
    public double Jitter;

    // Median of the gaps held, as long as they are the same; 0 when it must be found anew.
    [NonSerialized]
    private double _interval;

    /// <summary>Hears that a sample of an instant came; earlier instants change nothing.</summary>
    public void Hear(long ticks)
    {
        if (ticks <= Newest)
        {
            return;
        }

        if (Newest > 0)
        {
            var gap = ticks - Newest;
            Gaps ??= new long[GapsKept];
            ref var oldest = ref Gaps[Heard++ % GapsKept];
            if (oldest != gap || _interval == 0)
            {
                oldest = gap;
                _interval = MedianGap();
            }

            var interval = _interval;
            Jitter += JitterGain * (Math.Min(Math.Abs(gap - interval), interval) - Jitter);
        }

        Newest = ticks;
    }

    /// <summary>Median of the newest gaps, ticks; 0 before the first.</summary>
    public readonly double Interval => _interval == 0 ? MedianGap() : _interval;

    /// <summary>From when silence is a signal, UTC ticks; null while the entity has not reported regularly
    /// enough.</summary>
    public readonly long? SilentAfter(DetectionSettings settings)
    {
        if (Heard < settings.SilenceArrivals)
        {
            return null;
        }

        var patience = Math.Max(settings.SilenceIntervals * Interval, settings.SilenceJitters * Jitter);
        return Newest + Math.Max(settings.MinSilence.Ticks, (long)patience);
    }

    private readonly double MedianGap()
    {
        var count = (int)Math.Min(Heard, GapsKept);
        Span<double> gaps = stackalloc double[GapsKept];
        for (var i = 0; i < count; i++)
        {
            gaps[i] = Gaps![i];
        }

        return RobustStatistics.Median(gaps[..count]);
    }
}
