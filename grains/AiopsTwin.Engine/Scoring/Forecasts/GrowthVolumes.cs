using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>
/// Generates volumes of eight growth shapes. Growth from day to day is random about the shape's (a gamma law, so that a
/// volume that only grows never shrinks), and what is measured carries an error of its own. The amounts of noise are
/// such that the usual methods do as well on these volumes as they are known to do (docs/methods/capacity.md).
/// </summary>
public static class GrowthVolumes
{
    /// <summary>Days in each volume's life.</summary>
    public const int Days = 800;

    private static readonly GrowthShape[] Shapes = Enum.GetValues<GrowthShape>();

    /// <summary>As many volumes as asked for, the shapes in turn. The same seed gives the same volumes.</summary>
    /// <param name="count">How many; not negative.</param>
    /// <param name="seed">Any value.</param>
    public static ImmutableArray<GrowthVolume> Create(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var random = new SeededRandom(seed);
        var volumes = ImmutableArray.CreateBuilder<GrowthVolume>(count);
        for (var i = 0; i < count; i++)
        {
            var shape = Shapes[i % Shapes.Length];
            var name = string.Create(CultureInfo.InvariantCulture, $"{shape}-{i / Shapes.Length}");
            volumes.Add(new GrowthVolume(name, shape, [.. Grow(shape, random.Fork(name))]));
        }

        return volumes.MoveToImmutable();
    }

    /// <summary>A level that does not grow: noise about a constant, correlated from day to day.</summary>
    /// <param name="seed">Any value.</param>
    public static ImmutableArray<double> Flat(ulong seed)
    {
        var random = new SeededRandom(seed);
        var level = 100 * Math.Exp(random.NextNormal());
        var correlation = 0.8 * random.NextDouble();
        var deviation = level * (0.002 + (0.03 * random.NextDouble()));
        var used = new double[Days];
        var noise = 0.0;
        for (var day = 0; day < Days; day++)
        {
            noise = (correlation * noise) + (Math.Sqrt(1 - (correlation * correlation)) * random.NextNormal());
            used[day] = level + (deviation * noise);
        }

        return [.. used];
    }

    private static double[] Grow(GrowthShape shape, SeededRandom random)
    {
        var start = 50 * Math.Exp(1.2 * random.NextNormal());
        var trend = Trend(shape, start, ref random);
        var shareOfNoise = 0.1 + (0.5 * random.NextDouble());
        var daysOfError = 0.2 + (0.8 * random.NextDouble());
        var used = new double[Days];
        var level = trend[0];
        for (var day = 0; day < Days; day++)
        {
            var growth = day == 0 ? 0 : trend[day] - trend[day - 1];
            level += growth * Gamma(1 / (shareOfNoise * shareOfNoise), ref random);
            used[day] = level;
        }

        var typical = Math.Abs(trend[^1] - trend[0]) / Days;
        Shape(shape, used, typical, ref random);
        for (var day = 0; day < Days; day++)
        {
            used[day] = Math.Max(start * 0.01, used[day] + (typical * daysOfError * random.NextNormal()));
        }

        return used;
    }

    /// <summary>The expected course, without what <see cref="Shape"/> adds.</summary>
    private static double[] Trend(GrowthShape shape, double start, ref SeededRandom random)
    {
        var trend = new double[Days];
        var perDay = start * (0.001 + (0.006 * random.NextDouble()));
        var rate = 0.0008 + (0.004 * random.NextDouble());
        var exponent = 0.5 + (1.5 * random.NextDouble());
        var middle = Days * (0.3 + (0.6 * random.NextDouble()));
        var width = Days * (0.1 + (0.15 * random.NextDouble()));
        var changes = Changes(ref random);
        for (var day = 0; day < Days; day++)
        {
            trend[day] = shape switch
            {
                GrowthShape.Exponential => start * Math.Exp(rate * day),
                GrowthShape.Logistic => start * (0.3 + (4 / (1 + Math.Exp((middle - day) / width)))),
                GrowthShape.Power => start * (0.3 + (3 * Math.Pow((day + 10.0) / Days, exponent))),
                GrowthShape.SlopeChange => start + (perDay * Bent(day, changes)),
                GrowthShape.Jumps => start + (0.6 * perDay * day),
                _ => start + (perDay * day),
            };
        }

        return trend;
    }

    /// <summary>Adds what is no trend: loads, clean-ups, the course of the week.</summary>
    private static void Shape(GrowthShape shape, double[] used, double typical, ref SeededRandom random)
    {
        switch (shape)
        {
            case GrowthShape.Jumps:
                Load(used, typical, ref random);
                break;
            case GrowthShape.CleanUp:
                CleanUp(used, typical, ref random);
                break;
            case GrowthShape.WeeklySeason:
                Week(used, typical, ref random);
                break;
        }
    }

    private static void Load(double[] used, double typical, ref SeededRandom random)
    {
        var perDay = 1 / (7.0 + (14 * random.NextDouble()));
        var size = typical * 0.7 / perDay;
        var added = 0.0;
        for (var day = 0; day < used.Length; day++)
        {
            if (random.NextDouble() < perDay)
            {
                added += size * (0.5 + random.NextDouble());
            }

            used[day] += added;
        }
    }

    private static void CleanUp(double[] used, double typical, ref SeededRandom random)
    {
        var share = 0.3 + (0.5 * random.NextDouble());
        var every = 26 + random.NextInt(9);
        var next = random.NextInt(every);
        var removed = 0.0;
        for (var day = 0; day < used.Length; day++)
        {
            if (day == next)
            {
                removed += share * typical * every;
                next += every - 1 + random.NextInt(3);
            }

            used[day] -= removed;
        }
    }

    private static void Week(double[] used, double typical, ref SeededRandom random)
    {
        var height = typical * (0.5 + (1.5 * random.NextDouble()));
        var offsets = new double[7];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = height * random.NextNormal();
        }

        for (var day = 0; day < used.Length; day++)
        {
            used[day] += offsets[day % 7];
        }
    }

    private static (double Day, double Factor)[] Changes(ref SeededRandom random)
    {
        var changes = new (double Day, double Factor)[1 + random.NextInt(2)];
        for (var i = 0; i < changes.Length; i++)
        {
            var day = Days * (0.2 + (0.6 * random.NextDouble()));
            var factor = Math.Exp(0.9 * random.NextNormal());
            changes[i] = (day, Math.Clamp(factor, 0.25, 4));
        }

        Array.Sort(changes, (left, right) => left.Day.CompareTo(right.Day));
        return changes;
    }

    /// <summary>Days counted with the growth that held on each of them.</summary>
    private static double Bent(int day, (double Day, double Factor)[] changes)
    {
        double sum = 0, factor = 1, from = 0;
        foreach (var change in changes)
        {
            if (day <= change.Day)
            {
                break;
            }

            sum += factor * (change.Day - from);
            factor *= change.Factor;
            from = change.Day;
        }

        return sum + (factor * (day - from));
    }

    /// <summary>A gamma variate of mean 1 (Marsaglia and Tsang 2000; shapes below 1 by their section 6).</summary>
    private static double Gamma(double shape, ref SeededRandom random)
    {
        if (shape < 1)
        {
            var smaller = Gamma(shape + 1, ref random) * (shape + 1);
            return smaller * Math.Pow(1 - random.NextDouble(), 1 / shape) / shape;
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v / shape;
            }
        }
    }
}
