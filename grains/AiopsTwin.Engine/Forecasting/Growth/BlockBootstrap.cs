using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Forecasting.Growth;

/// <summary>
/// Possible courses from now on: the chosen curve and, about it, the growth of past weeks drawn again in blocks of
/// seven days (Kuensch 1989), loads and all.
/// </summary>
internal static class BlockBootstrap
{
    /// <summary>Courses drawn.</summary>
    public const int Paths = 200;

    private const int BlockDays = 7;
    private const int Memory = 180;

    /// <summary>The day each course reaches a level, ascending; positive infinity for those that do not in
    /// time.</summary>
    public static double[] Days(GrowthSeries series, GrowthChoice choice, double level, int most, SeededRandom random)
    {
        var noise = Noise(series);
        var origin = series.Values.Length - 1;
        var expected = new double[most + 1];
        for (var day = 0; day <= most; day++)
        {
            expected[day] = choice.At(day) + series.Recurring(origin, day);
        }

        var days = new double[Paths];
        for (var path = 0; path < Paths; path++)
        {
            days[path] = Walk(expected, noise, level, ref random);
        }

        Array.Sort(days);
        return days;
    }

    private static double Walk(double[] expected, double[] noise, double level, ref SeededRandom random)
    {
        var off = 0.0;
        var before = expected[0];
        var block = 0;
        for (var day = 1; day < expected.Length; day++)
        {
            if ((day - 1) % BlockDays == 0 && noise.Length > 0)
            {
                block = random.NextInt(Math.Max(1, noise.Length - BlockDays + 1));
            }

            off += noise.Length > 0 ? noise[Math.Min(noise.Length - 1, block + ((day - 1) % BlockDays))] : 0;
            var here = expected[day] + off;
            if (here >= level)
            {
                return day - (here > before ? Math.Clamp((here - level) / (here - before), 0, 1) : 0);
            }

            before = here;
        }

        return double.PositiveInfinity;
    }

    /// <summary>Daily growth about its mean over the last 180 days.</summary>
    private static double[] Noise(GrowthSeries series)
    {
        var levels = series.Growing;
        var count = Math.Min(Memory, levels.Length - 1);
        var noise = new double[count];
        var mean = count > 0 ? (levels[^1] - levels[levels.Length - 1 - count]) / count : 0;
        for (var i = 0; i < count; i++)
        {
            var at = levels.Length - count + i;
            noise[i] = levels[at] - levels[at - 1] - mean;
        }

        return noise;
    }
}
