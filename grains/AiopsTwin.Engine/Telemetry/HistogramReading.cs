using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>
/// A histogram of an entity at an instant: running totals over all of its label sets, and what came since the reading
/// before it. Values are made of it where the totals before it are kept, by the entity itself
/// (docs/methods/histograms.md).
/// </summary>
/// <param name="Metric">What the values are called: <see cref="MetricCatalog.RequestDuration"/>, or the histogram's own
/// name.</param>
/// <param name="At">The instant, UTC; the end (exclusive) of the interval since the reading before it.</param>
/// <param name="Series">Tells which label sets are in the totals: equal for equal sets.</param>
/// <param name="Bounds">Upper bounds (inclusive) of the buckets, ascending and finite, in the metric's unit; empty when
/// only count and sum are known.</param>
/// <param name="Totals">The running totals.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.HistogramReading")]
public sealed record HistogramReading(
    [property: Id(0)] string Metric,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] ulong Series,
    [property: Id(3)] ImmutableArray<double> Bounds,
    [property: Id(4)] HistogramCounts Totals)
{
    /// <summary>The instant of the reading before it; null when there was none.</summary>
    [Id(5)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>What came between <see cref="Since"/> and <see cref="At"/>, resets of every single total taken out;
    /// null when there was no reading before.</summary>
    [Id(6)]
    public HistogramCounts? Increase { get; init; }
}

/// <summary>Counts of a histogram: running totals, or what came in an interval.</summary>
/// <param name="Buckets">Observations at or below each bound, so never falling from one to the next.</param>
/// <param name="Count">All observations.</param>
/// <param name="Sum">Their sum, in the metric's unit; null when it is not told.</param>
/// <param name="Failed">Those of requests that failed; null when the labels do not tell.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.HistogramCounts")]
public sealed record HistogramCounts(
    [property: Id(0)] ImmutableArray<double> Buckets,
    [property: Id(1)] double Count,
    [property: Id(2)] double? Sum,
    [property: Id(3)] double? Failed)
{
    /// <summary>These totals less earlier ones; null when any fell, or when they cannot be compared.</summary>
    /// <param name="earlier">The earlier totals.</param>
    public HistogramCounts? Less(HistogramCounts earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        if (Buckets.Length != earlier.Buckets.Length || Count < earlier.Count
            || Sum is null != earlier.Sum is null || Failed is null != earlier.Failed is null
            || Sum < earlier.Sum || Failed < earlier.Failed)
        {
            return null;
        }

        var buckets = ImmutableArray.CreateBuilder<double>(Buckets.Length);
        for (var i = 0; i < Buckets.Length; i++)
        {
            if (Buckets[i] < earlier.Buckets[i])
            {
                return null;
            }

            buckets.Add(Buckets[i] - earlier.Buckets[i]);
        }

        return new HistogramCounts(
            buckets.MoveToImmutable(), Count - earlier.Count, Sum - earlier.Sum, Failed - earlier.Failed);
    }
}
