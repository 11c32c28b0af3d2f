using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Silo.Ingest.RemoteWrite;

/// <summary>What the options say of histograms, ready to ask.</summary>
/// <param name="options">The options.</param>
internal sealed class HistogramRules(IngestOptions options)
{
    /// <summary>Endings of the series made of a histogram that is kept under its own name.</summary>
    public static readonly string[] Endings =
        [MetricCatalog.RateEnding, MetricCatalog.MeanEnding, MetricCatalog.P95Ending];

    private readonly Dictionary<string, int> _ranks = options.RequestHistograms
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Distinct(StringComparer.Ordinal).Index()
        .ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);

    /// <summary>Most buckets of a label set.</summary>
    public int MaxBuckets { get; } = options.MaxBuckets;

    /// <summary>Place among the histograms that time requests; null for any other.</summary>
    public int? RankOf(string name) => _ranks.TryGetValue(name, out var rank) ? rank : null;

    /// <summary>The reading as one of the entity's requests, in seconds.</summary>
    public static HistogramReading AsRequests(HistogramReading reading)
    {
        var seconds = HistogramPart.SecondsOf(reading.Metric) ?? 1;
        return reading with
        {
            Metric = MetricCatalog.RequestDuration,
            Bounds = [.. reading.Bounds.Select(bound => bound * seconds)],
            Totals = InSeconds(reading.Totals),
            Increase = reading.Increase is { } increase ? InSeconds(increase) : null,
        };

        HistogramCounts InSeconds(HistogramCounts counts) => counts with { Sum = counts.Sum * seconds };
    }
}
