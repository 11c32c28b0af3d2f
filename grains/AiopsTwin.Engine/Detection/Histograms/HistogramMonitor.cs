using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Engine.Detection.Histograms;

/// <summary>
/// Makes samples of readings of histograms: rate, mean, 95th percentile, and of requests the share that failed and the
/// share slower than promised (docs/methods/histograms.md). The totals that the next reading counts from are the
/// entity's own state, so that no interval is lost with whoever received the readings.
/// </summary>
internal static class HistogramMonitor
{
    /// <summary>Histograms of one entity that are kept; readings of more are refused and counted.</summary>
    public const int MaxHistograms = 16;

    private const double Quantile = 0.95;

    // A mean over more than an hour says nothing of the hour it would be judged by.
    private static readonly TimeSpan LongestSpan = TimeSpan.FromHours(1);

    /// <summary>The batch with its readings turned into samples; their order does not matter.</summary>
    public static ObserveBatch Unfold(EntityMonitorState state, ObserveBatch batch, Intake intake)
    {
        if (batch.Histograms.IsDefaultOrEmpty)
        {
            return batch;
        }

        var samples = (batch.Samples.IsDefault ? [] : batch.Samples).ToBuilder();
        foreach (var reading in batch.Histograms.OrderBy(one => one.At)
            .ThenBy(one => one.Metric, StringComparer.Ordinal))
        {
            Take(state, reading, samples, intake);
        }

        return batch with { Samples = samples.ToImmutable(), Histograms = [] };
    }

    private static void Take(
        EntityMonitorState state, HistogramReading reading, ImmutableArray<Sample>.Builder samples, Intake intake)
    {
        if (!IsSound(reading))
        {
            intake.Count(SampleOutcome.Invalid);
            return;
        }

        var track = state.Histograms.Find(one => string.Equals(one.Metric, reading.Metric, StringComparison.Ordinal));
        if (track is null)
        {
            if (state.Histograms.Count == MaxHistograms)
            {
                intake.Refused++;
                return;
            }

            track = new HistogramTrack(reading.Metric);
            state.Histograms.Add(track);
        }
        else if (reading.At <= track.At)
        {
            intake.Count(reading.At == track.At ? SampleOutcome.Duplicate : SampleOutcome.Late);
            return;
        }

        foreach (var (counts, from, to) in Intervals(track, reading))
        {
            Tell(state, reading, counts, (from, to), samples);
        }

        track.Keep(reading);
    }

    /// <summary>What is new, by interval: usually one; two when the reading before never came here.</summary>
    private static IEnumerable<(HistogramCounts Counts, DateTimeOffset From, DateTimeOffset To)> Intervals(
        HistogramTrack track, HistogramReading reading)
    {
        if (reading is { Increase: { } increase, Since: { } since } && !(since < track.At))
        {
            if (track.At is { } known && known < since && track.Missed(reading) is { } missed)
            {
                yield return (missed, known, since);
            }

            yield return (increase, since, reading.At);
        }
        else if (track.At is { } known && track.Until(reading) is { } whole)
        {
            yield return (whole, known, reading.At);
        }
    }

    private static void Tell(
        EntityMonitorState state, HistogramReading reading, HistogramCounts counts,
        (DateTimeOffset From, DateTimeOffset To) span, ImmutableArray<Sample>.Builder samples)
    {
        if (span.To - span.From > LongestSpan)
        {
            return;
        }

        var isRequests = reading.Metric == MetricCatalog.RequestDuration;
        Add(isRequests ? MetricCatalog.RequestRate : reading.Metric + MetricCatalog.RateEnding,
            counts.Count / (span.To - span.From).TotalSeconds);
        if (counts.Count <= 0)
        {
            return;
        }

        Add(isRequests ? reading.Metric : reading.Metric + MetricCatalog.MeanEnding, counts.Sum / counts.Count);
        Add(isRequests ? MetricCatalog.RequestDurationP95 : reading.Metric + MetricCatalog.P95Ending,
            BucketQuantile.Of(reading.Bounds, counts, Quantile));
        if (isRequests)
        {
            Add(MetricCatalog.ErrorRatio, counts.Failed / counts.Count);
            Add(MetricCatalog.SlowRatio, Slow(state, reading.Bounds, counts));
        }

        void Add(string metric, double? value)
        {
            if (value is { } known && double.IsFinite(known))
            {
                samples.Add(new Sample(metric, span.To, known));
            }
        }
    }

    private static double? Slow(EntityMonitorState state, ImmutableArray<double> bounds, HistogramCounts counts)
    {
        var limit = state.HasObjectives
            ? state.Objectives.Find(track => track.Objective.Kind == ObjectiveKind.Latency)?.Objective.Limit
            : null;
        return limit is { } promised ? BucketQuantile.ShareAbove(bounds, counts, promised.TotalSeconds) : null;
    }

    private static bool IsSound(HistogramReading reading) =>
        !string.IsNullOrEmpty(reading.Metric)
        && IsSound(reading.Totals, reading.Bounds)
        && (reading.Increase is null || IsSound(reading.Increase, reading.Bounds))
        && !(reading.Since >= reading.At);

    private static bool IsSound(HistogramCounts? counts, ImmutableArray<double> bounds) =>
        counts is not null && !bounds.IsDefault && !counts.Buckets.IsDefault
        && counts.Buckets.Length == bounds.Length && double.IsFinite(counts.Count) && counts.Count >= 0;
}
