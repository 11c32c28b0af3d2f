using System.Diagnostics.Metrics;

namespace AiopsTwin.Silo.Ingest;

/// <summary>What ingest counts. Tags are few: a reason or a protocol, never an entity.</summary>
internal static class IngestMetrics
{
    public static readonly Histogram<double> RequestSeconds = SiloDiagnostics.Meter.CreateHistogram<double>(
        "aiopstwin.ingest.duration", "s", "Time from the first byte of a request to its answer.",
        advice: SiloDiagnostics.Durations);

    private static readonly Counter<long> SamplesCounter = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.ingest.samples", "{sample}", "Samples decoded and handed to a twin.");

    private static readonly Counter<long> SkippedCounter = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.ingest.skipped", "{sample}", "Samples or series not used, by reason.");

    private static readonly Counter<long> RefusedCounter = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.ingest.refused", "{request}", "Requests refused, by reason.");

    private static readonly Counter<long> DiscoveredCounter = SiloDiagnostics.Meter.CreateCounter<long>(
        "aiopstwin.ingest.discovered", "{entity}", "Entities added to a topology because telemetry named them.");

    public static void Samples(long samples) => SamplesCounter.Add(samples);

    public static void Discovered(long entities) => DiscoveredCounter.Add(entities);

    public static void Skipped(SkipReason reason, long samples = 1) =>
        SkippedCounter.Add(samples, new KeyValuePair<string, object?>("reason", Text(reason)));

    public static void Refused(string reason) =>
        RefusedCounter.Add(1, new KeyValuePair<string, object?>("reason", reason));

    private static string Text(SkipReason reason) => reason switch
    {
        SkipReason.Stale => "stale",
        SkipReason.NotFinite => "not_finite",
        SkipReason.Future => "future",
        SkipReason.NoName => "no_name",
        SkipReason.NoEntity => "no_entity",
        SkipReason.Labels => "labels",
        SkipReason.Ignored => "ignored",
        SkipReason.SeriesLimit => "series_limit",
        SkipReason.ExtraSeriesLimit => "extra_series_limit",
        SkipReason.EntityLimit => "entity_limit",
        SkipReason.Histogram => "native_histogram",
        SkipReason.HistogramBuckets => "histogram_buckets",
        SkipReason.HistogramCount => "histogram_count",
        SkipReason.HistogramBounds => "histogram_bounds",
        SkipReason.OutOfOrder => "out_of_order",
        _ => "other",
    };
}
