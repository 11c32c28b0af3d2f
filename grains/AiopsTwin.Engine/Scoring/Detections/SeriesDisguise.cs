using System.Collections.Immutable;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>
/// The same series told otherwise: in another unit, on another clock, half as often, with gaps, or as a total that is
/// reset now and then. What is marked in it stays marked; a detector that learned the series rather than its habits is
/// found out.
/// </summary>
public static class SeriesDisguise
{
    private const double Unit = 1_000;
    private const double LostShare = 0.05;
    private const ulong LostSeed = 5;

    /// <summary>Samples between two resets of a total: a prime, so that no time of day has them all.</summary>
    private const int ResetEvery = 10_007;

    /// <summary>Five weeks, and an odd time of day.</summary>
    private static readonly long Shift =
        new TimeSpan(days: 35, hours: 7, minutes: 23, seconds: 0).Ticks;

    /// <summary>The disguised series; its name is kept.</summary>
    /// <param name="series">The series.</param>
    /// <param name="kind">How it is told.</param>
    public static DetectionSeries Of(DetectionSeries series, DisguiseKind kind)
    {
        ArgumentNullException.ThrowIfNull(series);
        return kind switch
        {
            DisguiseKind.Scale => With(series, series.Ticks, [.. series.Values.Select(value => Unit * value)]),
            DisguiseKind.Shift => Shifted(series),
            DisguiseKind.Resample => Resampled(series),
            DisguiseKind.Nan => WithGaps(series),
            DisguiseKind.Counter => Counted(series),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static DetectionSeries With(
        DetectionSeries series, ImmutableArray<long> ticks, ImmutableArray<double> values) =>
        new(series.Name, ticks, values, series.Events);

    private static DetectionSeries Shifted(DetectionSeries series) => new(
        series.Name, [.. series.Ticks.Select(ticks => ticks + Shift)], series.Values,
        [.. series.Events.Select(marked => new LabelledEvent(marked.Start + Shift, marked.End + Shift))]);

    /// <summary>Two samples become their mean, at the instant of the later one: an average is known once its time is
    /// over. What was marked is marked in the samples that hold it.</summary>
    private static DetectionSeries Resampled(DetectionSeries series)
    {
        var (ticks, values) = (ImmutableArray.CreateBuilder<long>(), ImmutableArray.CreateBuilder<double>());
        for (var i = 1; i < series.Ticks.Length; i += 2)
        {
            var (one, two) = (series.Values[i - 1], series.Values[i]);
            ticks.Add(series.Ticks[i]);
            values.Add(double.IsNaN(one) ? two : double.IsNaN(two) ? one : (one + two) / 2);
        }

        var kept = ticks.ToImmutable();
        return kept.IsEmpty ? series : new DetectionSeries(
            series.Name, kept, values.ToImmutable(),
            [.. series.Events.Select(marked => new LabelledEvent(
                FirstFrom(kept, marked.Start), FirstFrom(kept, marked.End)))]);
    }

    private static long FirstFrom(ImmutableArray<long> ticks, long instant)
    {
        var place = ticks.BinarySearch(instant);
        return ticks[Math.Min(place < 0 ? ~place : place, ticks.Length - 1)];
    }

    private static DetectionSeries WithGaps(DetectionSeries series)
    {
        var random = new SeededRandom(LostSeed).Fork(series.Name);
        var values = ImmutableArray.CreateBuilder<double>(series.Values.Length);
        foreach (var value in series.Values)
        {
            values.Add(random.NextDouble() < LostShare ? double.NaN : value);
        }

        return With(series, series.Ticks, values.ToImmutable());
    }

    /// <summary>What came since the start, or since a reset. A total cannot fall, so that of a series with negative
    /// values counts from the lowest of them.</summary>
    private static DetectionSeries Counted(DetectionSeries series)
    {
        var lowest = Math.Min(0, series.Values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Min());
        var values = ImmutableArray.CreateBuilder<double>(series.Values.Length);
        var (total, newest) = (0.0, series.Ticks[0] - series.Interval);
        for (var i = 0; i < series.Values.Length; i++)
        {
            if (double.IsNaN(series.Values[i]))
            {
                values.Add(double.NaN);
                continue;
            }

            var seconds = (series.Ticks[i] - newest) / (double)TimeSpan.TicksPerSecond;
            newest = series.Ticks[i];
            total = (i % ResetEvery == ResetEvery - 1 ? 0 : total) + ((series.Values[i] - lowest) * seconds);
            values.Add(total);
        }

        return With(series, series.Ticks, values.ToImmutable());
    }
}
