namespace AiopsTwin.Silo.Ingest;

/// <summary>Why a sample or a series was not used.</summary>
internal enum SkipReason
{
    /// <summary>A marker that says the series ended.</summary>
    Stale,

    /// <summary>Not a number, or infinite.</summary>
    NotFinite,

    /// <summary>Stamped too far ahead of the clock.</summary>
    Future,

    /// <summary>The series has no metric name.</summary>
    NoName,

    /// <summary>No label says which entity the series belongs to.</summary>
    NoEntity,

    /// <summary>Too many or too long labels, or labels that are not UTF-8.</summary>
    Labels,

    /// <summary>Deliberately not kept.</summary>
    Ignored,

    /// <summary>More series than the twin may have.</summary>
    SeriesLimit,

    /// <summary>More series of its own name than the entity may have.</summary>
    ExtraSeriesLimit,

    /// <summary>More entities than telemetry may add.</summary>
    EntityLimit,

    /// <summary>A native histogram; only classic ones, with buckets, are used.</summary>
    Histogram,

    /// <summary>A bucket beyond those that a histogram may have.</summary>
    HistogramBuckets,

    /// <summary>A label set of a histogram with neither a last bucket (<c>+Inf</c>) nor a count.</summary>
    HistogramCount,

    /// <summary>A histogram whose label sets share no bucket: it has no percentiles.</summary>
    HistogramBounds,

    /// <summary>A running total no newer than the one known: sent twice, or out of order.</summary>
    OutOfOrder,
}
