using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Sanitises: what is not finite, a repeat, or too late never reaches a baseline, and counters become rates. Missing is
/// not zero. O(1), except a scan of at most 64 instants for a sample out of order.
/// </summary>
internal static class SampleGate
{
    /// <summary>Intervals by which a sample may come out of order and still be kept.</summary>
    private const int LateIntervals = 2;

    /// <summary>Admits a sample.</summary>
    /// <param name="series">The series; its ring, interval, counter and newest instant are moved on.</param>
    /// <param name="ticks">The sample's instant.</param>
    /// <param name="raw">The value as it came.</param>
    /// <param name="gap">Time since the previous sample; 0 when the sample must not be judged: the first of a series,
    /// or one that was kept out of order.</param>
    public static SampleOutcome Admit(SeriesState series, long ticks, double raw, out long gap)
    {
        gap = 0;
        if (!double.IsFinite(raw) || ticks <= 0)
        {
            return SampleOutcome.Invalid;
        }

        if (ticks <= series.Newest)
        {
            return AdmitEarlier(series, ticks, raw);
        }

        double? value = series.Descriptor.Shape == MetricShape.Counter ? series.Count(ticks, raw) : raw;
        var previous = series.Newest;
        series.Newest = ticks;
        if (value is not { } used)
        {
            return previous == 0 ? SampleOutcome.Used : SampleOutcome.Invalid;
        }

        series.Ring.Add(ticks, used);
        gap = series.Ring.Count > 1 ? ticks - previous : 0;
        if (gap > 0)
        {
            series.Interval.Hear(gap, series.Ring);
        }

        return SampleOutcome.Used;
    }

    private static SampleOutcome AdmitEarlier(SeriesState series, long ticks, double raw)
    {
        if (ticks == series.Newest || series.Ring.Holds(ticks))
        {
            return SampleOutcome.Duplicate;
        }

        var isTooLate = series.Newest - ticks > LateIntervals * series.Interval.Ticks;
        return isTooLate || series.Descriptor.Shape == MetricShape.Counter || !series.Ring.Insert(ticks, raw)
            ? SampleOutcome.Late
            : SampleOutcome.Used;
    }
}
