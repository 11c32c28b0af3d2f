namespace AiopsTwin.Engine.Topology;

/// <summary>How big a topology may be. A topology beyond a limit is refused whole, with the limit named.</summary>
public sealed record TopologyLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static TopologyLimits Default { get; } = new();

    /// <summary>Entities, default 250 000: two and a half times the largest estate the design was measured
    /// with.</summary>
    public int MaxEntities { get; init; } = 250_000;

    /// <summary>Links, default 2 000 000: eight per entity at the limit of entities.</summary>
    public int MaxDependencies { get; init; } = 2_000_000;

    /// <summary>Redundancy groups, default 500 000.</summary>
    public int MaxGroups { get; init; } = 500_000;

    /// <summary>Labels of one entity, default 64: room for what Kubernetes and a CMDB say together.</summary>
    public int MaxLabels { get; init; } = 64;

    /// <summary>Characters of a label's name, a label's value or a group's name, default 1024.</summary>
    public int MaxTextLength { get; init; } = 1024;

    /// <summary>Problems listed one by one before the rest is only counted, default 1000.</summary>
    public int MaxProblems { get; init; } = 1000;
}
