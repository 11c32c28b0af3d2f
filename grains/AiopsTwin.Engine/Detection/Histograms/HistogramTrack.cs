using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection.Histograms;

/// <summary>The newest totals of one histogram, from which the next reading counts: two numbers a bucket.</summary>
/// <param name="metric">What its values are called.</param>
[GenerateSerializer, Alias("aiopstwin.HistogramTrack")]
internal sealed class HistogramTrack(string metric)
{
    /// <summary>What its values are called.</summary>
    [Id(0)]
    public string Metric { get; private set; } = metric;

    /// <summary>When it was read last; null before the first reading.</summary>
    [Id(1)]
    public DateTimeOffset? At { get; private set; }

    [Id(2)]
    private ulong _series;

    [Id(3)]
    private ImmutableArray<double> _bounds = [];

    [Id(4)]
    private HistogramCounts? _totals;

    /// <summary>Keeps what a reading tells.</summary>
    public void Keep(HistogramReading reading)
    {
        At = reading.At;
        _series = reading.Series;
        _bounds = reading.Bounds;
        _totals = reading.Totals;
    }

    /// <summary>What came between the reading kept and a later one, by their totals alone; null when they cannot be
    /// compared. Totals of the same label sets that fell began anew at zero.</summary>
    public HistogramCounts? Until(HistogramReading reading) => IsComparable(reading)
        ? reading.Totals.Less(_totals!) ?? (reading.Totals.Count < _totals!.Count ? reading.Totals : null)
        : null;

    /// <summary>What came between the reading kept and the one before a later reading: what its receiver lost, or never
    /// handed over. Null when it cannot be told.</summary>
    public HistogramCounts? Missed(HistogramReading reading) => IsComparable(reading)
        ? reading.Totals.Less(reading.Increase!)?.Less(_totals!)
        : null;

    private bool IsComparable(HistogramReading reading) =>
        _totals is not null && reading.Series == _series && reading.Bounds.AsSpan().SequenceEqual(_bounds.AsSpan());
}
