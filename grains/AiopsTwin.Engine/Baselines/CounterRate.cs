using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// Turns a monotone total into a rate per second. A fall is a reset: the new total is what was counted since, if that
/// is plausible; a 32-bit wrap is recognised.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.CounterRate")]
internal struct CounterRate
{
    private const double Wrap = 4294967296.0;
    private const double PlausibleShare = 3;

    /// <summary>The total last seen.</summary>
    [Id(0)]
    public double Total;

    /// <summary>When, UTC ticks; 0 before the first.</summary>
    [Id(1)]
    public long Ticks;

    /// <summary>A slowly decaying maximum of the rate.</summary>
    [Id(2)]
    public double Peak;

    /// <summary>The rate since the last total; null for the first total and for a step that makes no sense.</summary>
    public double? Next(long ticks, double total)
    {
        var seconds = (ticks - Ticks) / (double)TimeSpan.TicksPerSecond;
        var isFirst = Ticks == 0;
        var previous = Total;
        Ticks = ticks;
        Total = total;
        if (isFirst || total < 0 || previous < 0)
        {
            return null;
        }

        var rate = Step(previous, total) / seconds;
        if (total < previous && rate > PlausibleShare * Peak)
        {
            return null;
        }

        Peak = Math.Max(rate, Peak * 0.999);
        return rate;
    }

    private static double Step(double previous, double total)
    {
        if (total >= previous)
        {
            return total - previous;
        }

        return previous > 0.9 * Wrap && previous < Wrap ? total + Wrap - previous : total;
    }
}
