using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Topology;

/// <summary>How one entity relies on another.</summary>
public enum DependencyKind
{
    /// <summary>Calls and waits for the answer.</summary>
    CallsSync,

    /// <summary>Sends and does not wait.</summary>
    CallsAsync,

    /// <summary>Runs on: service on instance or host, instance on host.</summary>
    RunsOn,

    /// <summary>Stands in a rack (host, switch) or a zone (rack).</summary>
    InRack,

    /// <summary>Takes power from.</summary>
    PoweredBy,

    /// <summary>Reaches the network through.</summary>
    ConnectsThrough,
}

/// <summary>Whether the dependent can do without.</summary>
public enum Criticality
{
    /// <summary>Without it the dependent fails.</summary>
    Required,

    /// <summary>Without it the dependent falls back to something lesser.</summary>
    Optional,
}

/// <summary>An entity of the estate.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Labels">Facts used to resolve telemetry and to group: <c>zone</c>, <c>team</c>,
/// <c>host.name</c>.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Entity")]
public sealed record Entity(
    [property: Id(0)] EntityId Id,
    [property: Id(1)] ImmutableSortedDictionary<string, string> Labels);

/// <summary>One link, always dependent → dependency: faults travel against it, suspicion along it.</summary>
/// <param name="Dependent">The entity relying.</param>
/// <param name="On">The entity relied upon.</param>
/// <param name="Kind">How.</param>
/// <param name="Coupling">Share of the dependent's work that needs the dependency, in (0, 1].</param>
/// <param name="Criticality">Whether the dependent can do without.</param>
/// <param name="Group">Name of the dependent's redundancy group the link belongs to; null when it stands alone.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.Dependency")]
public sealed record Dependency(
    [property: Id(0)] EntityId Dependent,
    [property: Id(1)] EntityId On,
    [property: Id(2)] DependencyKind Kind,
    [property: Id(3)] double Coupling,
    [property: Id(4)] Criticality Criticality,
    [property: Id(5)] string? Group);

/// <summary>
/// A set of a dependent's links of which only some need to be healthy. With n member links and
/// <paramref name="MinHealthy"/> = m, the dependent is impaired by the group only when fewer than m members are
/// healthy. Any-of is m = 1.
/// </summary>
/// <param name="Dependent">The entity relying.</param>
/// <param name="Name">Name of the group, unique within the dependent.</param>
/// <param name="MinHealthy">How many members must be healthy, at least 1 and at most the number of members.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RedundancyGroup")]
public sealed record RedundancyGroup(
    [property: Id(0)] EntityId Dependent,
    [property: Id(1)] string Name,
    [property: Id(2)] int MinHealthy);

/// <summary>
/// The whole graph at one version. Entities are sorted by id; dependencies by (dependent, on, kind); groups by
/// (dependent, name). Build one with <c>TopologyBuilder</c>, which enforces that and everything
/// <c>TopologyRules</c> lists.
/// </summary>
/// <param name="Version">Rises by one with every change of a twin's topology; 0 is the empty graph.</param>
/// <param name="Entities">All entities.</param>
/// <param name="Dependencies">All links.</param>
/// <param name="Groups">All redundancy groups.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.TopologySnapshot")]
public sealed record TopologySnapshot(
    [property: Id(0)] long Version,
    [property: Id(1)] ImmutableArray<Entity> Entities,
    [property: Id(2)] ImmutableArray<Dependency> Dependencies,
    [property: Id(3)] ImmutableArray<RedundancyGroup> Groups)
{
    /// <summary>The graph of nothing, version 0.</summary>
    public static TopologySnapshot Empty { get; } = new(0, [], [], []);
}
