using AiopsTwin.Engine.Baselines;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Names the shape of an episode by the samples still held: what scatters to both sides is a change of variance, what
/// was out for a few samples a spike, what a line fits much better than a level a ramp; what lies where the series lies
/// at other hours is a broken season. Read when somebody looks, and once more at the end; keeps no state, O(samples
/// held).
/// </summary>
internal static class ShapeReader
{
    private const int SpikeSamples = 3;
    private const int RampSamples = 8;
    private const int VarianceSamples = 16;
    private const int BeforeSamples = 6;
    private const int NewestBefore = 12;

    /// <summary>One in eighty normal values lies farther out: beside the one that alarmed, three more of sixteen do in
    /// one of a thousand stretches of noise.</summary>
    private const double Scattered = 2.5;
    private const int ScatteredSamples = 4;

    /// <summary>A line must leave less than this share of what a level leaves: half of it and somewhat more, for the
    /// first samples of a ramp lie below its noise.</summary>
    private const double LineShare = 0.6;

    private const double SeasonDeviations = 4;
    private const double SeasonTolerance = 0.35;

    /// <summary>What is left of a level of which nothing is left.</summary>
    private const double Nothing = 0.02;

    /// <summary>The shape of the present or last episode of a series against its own baseline.</summary>
    /// <param name="series">The series; its baseline and track exist.</param>
    public static AnomalyShape Of(SeriesState series)
    {
        var transform = series.Baseline!.Transform;
        var deviation = Math.Max(series.Track!.Spread.Value, series.Track.Floor);
        Span<double> held = stackalloc double[SampleRing.Capacity];
        var (first, end) = Window(series);
        for (var i = 0; i < series.Ring.Count; i++)
        {
            held[i] = transform.Apply(series.Ring[i].Value);
        }

        var center = Before(held[..first], transform.Apply(series.Episode.PeakExpected));
        for (var i = 0; i < series.Ring.Count; i++)
        {
            held[i] = (held[i] - center) / deviation;
        }

        var since = held[first..end];
        var wide = held[Math.Max(0, Math.Min(first, series.Ring.Count - VarianceSamples))..series.Ring.Count];
        return IsAbsent(series, first, end) ? AnomalyShape.Absence
            : IsScattered(wide) ? AnomalyShape.VarianceChange
            : OfOneSide(series, since, center, deviation);
    }

    private static AnomalyShape OfOneSide(SeriesState series, Span<double> since, double center, double deviation)
    {
        if (since.Length <= SpikeSamples)
        {
            return series.Episode.IsFiring ? AnomalyShape.Unknown : AnomalyShape.Spike;
        }

        var isLine = IsLine(since, Math.Sign(series.Episode.PeakScore));
        var moved = RobustStatistics.Median(since) * deviation;
        return IsOtherHours(series, moved, center, deviation) ? AnomalyShape.SeasonBroken
            : isLine ? AnomalyShape.Ramp
            : AnomalyShape.LevelShift;
    }

    /// <summary>Places of the samples of the episode: from its onset to its recovery, or to the newest.</summary>
    private static (int First, int End) Window(SeriesState series)
    {
        var (episode, ring) = (series.Episode, series.Ring);
        var first = 0;
        while (first < ring.Count && ring[first].Ticks < episode.StartsAt)
        {
            first++;
        }

        var end = ring.Count;
        var hasRecovered = !episode.IsFiring || episode.Recovered > 0;
        while (hasRecovered && end > first && ring[end - 1].Ticks >= episode.RecoveredSince)
        {
            end--;
        }

        return (first, end);
    }

    /// <summary>Where the series was before: the expectation follows what lasts.</summary>
    private static double Before(ReadOnlySpan<double> before, double expected)
    {
        if (before.Length < BeforeSamples)
        {
            return expected;
        }

        Span<double> newest = stackalloc double[Math.Min(before.Length, NewestBefore)];
        before[^newest.Length..].CopyTo(newest);
        return RobustStatistics.Median(newest);
    }

    private static bool IsAbsent(SeriesState series, int first, int end)
    {
        if (series.Baseline!.Transform.Knee == 0 || end - first < 2)
        {
            return false;
        }

        var nothing = 0;
        for (var i = first; i < end; i++)
        {
            nothing += series.Ring[i].Value <= Nothing * series.Episode.PeakExpected ? 1 : 0;
        }

        return 2 * nothing > end - first;
    }

    private static bool IsScattered(ReadOnlySpan<double> samples)
    {
        var (above, below) = (0, 0);
        foreach (var sample in samples)
        {
            above += sample > Scattered ? 1 : 0;
            below += sample < -Scattered ? 1 : 0;
        }

        var fewer = Math.Min(above, below);
        return above + below >= ScatteredSamples && 5 * fewer >= above + below;
    }

    /// <summary>True when a line that goes on the same way leaves much less than a level does (least
    /// squares).</summary>
    private static bool IsLine(ReadOnlySpan<double> samples, int direction)
    {
        if (samples.Length < RampSamples)
        {
            return false;
        }

        var middle = (samples.Length - 1) / 2.0;
        var (mean, product, squares, times) = (0.0, 0.0, 0.0, 0.0);
        foreach (var sample in samples)
        {
            mean += sample / samples.Length;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            product += (i - middle) * (samples[i] - mean);
            squares += (samples[i] - mean) * (samples[i] - mean);
            times += (i - middle) * (i - middle);
        }

        return direction * product > 0 && squares - (product * product / times) <= LineShare * squares;
    }

    /// <summary>True when the deviation is what the time of day should have brought and did not: the series lies in
    /// the middle of its day, or stayed where it was while more, or less, was expected.</summary>
    private static bool IsOtherHours(SeriesState series, double moved, double center, double deviation)
    {
        var offset = series.Baseline!.Offset;
        if (double.IsNaN(offset) || Math.Abs(offset) < SeasonDeviations * deviation)
        {
            return false;
        }

        var missed = center + moved - series.Baseline.Transform.Apply(series.Episode.PeakExpected);
        return Math.Abs(missed) >= SeasonDeviations * deviation
            && (Math.Abs(missed + offset) <= SeasonTolerance * Math.Abs(offset)
                || Math.Abs(moved) <= SeasonTolerance * Math.Abs(missed));
    }
}
