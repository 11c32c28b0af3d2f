using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Detection.Pooling;

namespace AiopsTwin.Grains.Partitions;

/// <summary>What the payload of a record of a partition's stream is. Names are stored: they never change
/// meaning.</summary>
internal static class PartitionEventKinds
{
    /// <summary>Batches handed over, an <c>ImmutableArray&lt;ObserveBatch&gt;</c>.</summary>
    public const string Samples = "samples";

    /// <summary>A <see cref="PartitionTick"/>.</summary>
    public const string Tick = "tick";

    /// <summary>A <see cref="PartitionComparison"/>.</summary>
    public const string Comparison = "comparison";

    /// <summary>A <see cref="PartitionPooling"/>.</summary>
    public const string Pooling = "pooling";

    /// <summary>What happened to requests, an <c>ImmutableArray&lt;RequestBatch&gt;</c>.</summary>
    public const string Visits = "visits";
}

/// <summary>A step of the clock a partition made.</summary>
/// <param name="Now">The twin's clock.</param>
/// <param name="IsAcknowledged">True when the twin had stored everything the partition told it until then.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.PartitionTick")]
public sealed record PartitionTick([property: Id(0)] DateTimeOffset Now, [property: Id(1)] bool IsAcknowledged);

/// <summary>What siblings were compared with.</summary>
/// <param name="Medians">The medians of their groups.</param>
/// <param name="Now">The twin's clock.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.PartitionComparison")]
public sealed record PartitionComparison(
    [property: Id(0)] ImmutableArray<SiblingMedian> Medians, [property: Id(1)] DateTimeOffset Now);

/// <summary>What entities and their callers said together.</summary>
/// <param name="Readings">One for each entity at which something leaned, sorted by entity.</param>
/// <param name="Now">The twin's clock.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.grains.PartitionPooling")]
public sealed record PartitionPooling(
    [property: Id(0)] ImmutableArray<PooledReading> Readings, [property: Id(1)] DateTimeOffset Now);
