using Orleans;

namespace AiopsTwin.Engine.Topology;

/// <summary>How much of a topology's past is kept.</summary>
[GenerateSerializer, Immutable, Alias("aiopstwin.TopologyHistorySettings")]
public sealed record TopologyHistorySettings
{
    /// <summary>The settings used when none are given.</summary>
    public static TopologyHistorySettings Default { get; } = new();

    /// <summary>Versions kept, default 512, at least 1; the oldest go first, a stretch at a time.</summary>
    [Id(0)]
    public int MaxVersions { get; init; } = 512;

    /// <summary>Records (entities, links, groups) kept over all full copies and differences, default 2 000 000: three
    /// full copies of 100 000 entities with 500 000 links, with room for their differences. The newest version is kept
    /// even when it alone is larger.</summary>
    [Id(1)]
    public int MaxRecords { get; init; } = 2_000_000;

    /// <summary>Differences after which a full copy is kept, default 64, at least 1: the most steps a look-up
    /// takes.</summary>
    [Id(2)]
    public int FullEvery { get; init; } = 64;
}
