using Orleans;

namespace AiopsTwin.Engine.Topology;

/// <summary>How a topology is divided.</summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.PartitioningSettings")]
public sealed record PartitioningSettings
{
    /// <summary>The settings used when none are given.</summary>
    public static PartitioningSettings Default { get; } = new();

    /// <summary>Entities a partition should hold, default 2000, at least 1. When the limit of partitions is met it
    /// grows.</summary>
    [Id(0)]
    public int TargetSize { get; init; } = 2000;

    /// <summary>Partitions at most, default 64, at least 1: beyond it, a round costs more calls than it saves
    /// work.</summary>
    [Id(1)]
    public int MaxPartitions { get; init; } = 64;
}
