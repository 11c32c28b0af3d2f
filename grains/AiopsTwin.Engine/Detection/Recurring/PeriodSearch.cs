using MathNet.Numerics.Distributions;

namespace AiopsTwin.Engine.Detection.Recurring;

/// <summary>
/// Finds the period and phase at which onsets come again, if any (docs/methods/recurring.md). For each period, the
/// onsets lie on a circle; for each onset, how many periods have one in an arc that begins there? Without a period
/// this number is binomial, and a union over anchors, arcs and periods (weighted Bonferroni: days are likelier than
/// thirds of a day) bounds the chance that it is as large. With all onsets in the arc this is the range test on the
/// circle (Mardia and Jupp 2000, Directional Statistics, 6.3.2); Rayleigh's test, whose usual approximation does not
/// go below 0.03 for three onsets, tells the concentration only. O(periods x arcs x onsets^2), at most about 7000
/// steps.
/// </summary>
internal static class PeriodSearch
{
    /// <summary>Fewest times that are a recurrence.</summary>
    public const int FewestTimes = 3;

    /// <summary>Share of the periods in which it must come: a working week of days is enough.</summary>
    private const double LeastShare = 0.6;

    /// <summary>Bound of the chance of a false finding at one look; a series is looked at with each onset.</summary>
    private const double Level = 5e-4;

    private static readonly (TimeSpan Period, double Weight)[] Periods =
    [
        (TimeSpan.FromDays(1), 0.5),
        (TimeSpan.FromDays(7), 0.2),
        .. new[] { 1, 2, 3, 4, 6, 8, 12 }.Select(hours => (TimeSpan.FromHours(hours), 0.3 / 7)),
    ];

    private static readonly TimeSpan[] Arcs =
        [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(60)];

    /// <summary>The pattern; null when chance explains the onsets.</summary>
    /// <param name="onsets">Onsets, UTC ticks, oldest first.</param>
    /// <param name="resolution">How finely onsets are told: the interval of the series, ticks.</param>
    public static RecurringPattern? Find(ReadOnlySpan<long> onsets, long resolution)
    {
        var best = (Chance: Level, Period: 0L, Start: 0L, Arc: 0L);
        foreach (var (period, weight) in Periods)
        {
            foreach (var arc in Arcs)
            {
                // An arc of a sixth of the period is no time of day any more.
                if (arc.Ticks * 6 > period.Ticks)
                {
                    continue;
                }

                foreach (var onset in onsets)
                {
                    var start = onset % period.Ticks;
                    var chance = ChanceOf(onsets, period.Ticks, start, arc.Ticks, resolution) * Arcs.Length / weight;
                    best = chance < best.Chance ? (chance, period.Ticks, start, arc.Ticks) : best;
                }
            }
        }

        return best.Period == 0 ? null : PatternOf(onsets, best);
    }

    private static double ChanceOf(ReadOnlySpan<long> onsets, long period, long start, long arc, long resolution)
    {
        var times = 0;
        var last = long.MinValue;
        foreach (var onset in onsets)
        {
            var cycle = (onset - start) / period;
            if ((onset - start) % period <= arc && cycle != last)
            {
                times++;
                last = cycle;
            }
        }

        var cycles = ((onsets[^1] - start) / period) - ((onsets[0] - start) / period) + 1;
        if (times < FewestTimes || times < LeastShare * cycles)
        {
            return 1;
        }

        var perCycle = onsets.Length / (double)cycles;
        var hit = 1 - Math.Exp(-perCycle * (arc + resolution) / period);
        return onsets.Length * Tail((int)cycles - 1, hit, times - 1);
    }

    /// <summary>Chance of at least so many successes.</summary>
    private static double Tail(int trials, double success, int atLeast)
    {
        var chance = 0.0;
        for (var count = atLeast; count <= trials; count++)
        {
            chance += Binomial.PMF(success, trials, count);
        }

        return chance;
    }

    private static RecurringPattern PatternOf(
        ReadOnlySpan<long> onsets, (double Chance, long Period, long Start, long Arc) best)
    {
        var (sine, cosine) = (0.0, 0.0);
        var offset = 0.0;
        var times = 0;
        var (first, last) = (long.MinValue, long.MinValue);
        foreach (var onset in onsets)
        {
            var (s, c) = Math.SinCos(2 * Math.PI * (onset % best.Period) / best.Period);
            sine += s;
            cosine += c;
            var apart = (onset - best.Start) % best.Period;
            if (apart <= best.Arc && (last == long.MinValue || (onset - best.Start) / best.Period
                != (last - best.Start) / best.Period))
            {
                times++;
                offset += apart;
                first = first == long.MinValue ? onset : first;
                last = onset;
            }
        }

        var middle = (long)(offset / times);
        var spread = 0L;
        foreach (var onset in onsets)
        {
            var apart = (onset - best.Start) % best.Period;
            spread = apart <= best.Arc ? Math.Max(spread, Math.Abs(apart - middle)) : spread;
        }

        return new RecurringPattern(
            TimeSpan.FromTicks(best.Period), TimeSpan.FromTicks((best.Start + middle) % best.Period),
            TimeSpan.FromTicks(spread), times,
            (int)(((last - best.Start) / best.Period) - ((first - best.Start) / best.Period) + 1),
            new DateTimeOffset(first, TimeSpan.Zero), new DateTimeOffset(last, TimeSpan.Zero), best.Chance)
        {
            Concentration = Math.Round(Math.Sqrt((sine * sine) + (cosine * cosine)) / onsets.Length, 4),
        };
    }
}
