using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Telemetry;

/// <summary>What one source says of one entity in one scrape. The unit of ingest: one coarse call per entity per
/// batch.</summary>
/// <param name="Entity">The entity observed.</param>
/// <param name="Source">Who says it: a connector instance, a recording, a simulated world.</param>
/// <param name="Sequence">Rises with every batch of this source for this entity; a repeat is a duplicate and is
/// dropped. Zero means the source numbers nothing, and duplicates are told by (metric, instant) alone.</param>
/// <param name="Samples">The samples, in any order; at most a few hundred.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.ObserveBatch")]
public sealed record ObserveBatch(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] string Source,
    [property: Id(2)] long Sequence,
    [property: Id(3)] ImmutableArray<Sample> Samples)
{
    /// <summary>When the batch arrived, by the twin's own clock; null where that would say nothing: in recordings and
    /// simulated worlds. Only the telemetry's quality is read from it.</summary>
    [Id(4)]
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>True when the sender will give the batch again should the receiver lose it: then it need not be stored
    /// before it is used.</summary>
    [Id(5)]
    public bool IsRepeatable { get; init; }

    /// <summary>Readings of histograms, in any order; samples are made of them where their totals are kept.</summary>
    [Id(6)]
    public ImmutableArray<HistogramReading> Histograms { get; init; } = [];

    /// <summary>How many numbers it brings: samples, and totals of histograms.</summary>
    public int Size => (Samples.IsDefault ? 0 : Samples.Length)
        + (Histograms.IsDefault ? 0 : Histograms.Sum(reading => 2 * (reading.Bounds.Length + 1)));
}
