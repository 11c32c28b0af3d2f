namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>Where the samples of a series go. Worked out once, when the series is first seen.</summary>
internal sealed class SeriesRoute
{
    /// <summary>Why the series is not used; null when it is.</summary>
    public SkipReason? Skip { get; init; }

    /// <summary>The entity it belongs to.</summary>
    public EntityCollector? Collector { get; init; }

    /// <summary>The metric it is; null when it is a part of a derived one.</summary>
    public string? Metric { get; init; }

    /// <summary>True when it is kept under its own name and takes a place among those.</summary>
    public bool IsExtra { get; init; }

    /// <summary>The derived metric it is a part of.</summary>
    public HostPart? Part { get; init; }

    /// <summary>The running total of a histogram that it is.</summary>
    public HistogramCell? Cell { get; init; }

    /// <summary>When it was last heard of, in milliseconds of wall time.</summary>
    public long HeardAt { get; set; }
}
