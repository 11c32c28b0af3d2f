using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Diagnosis.Traces;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Contracts.Entities;

/// <summary>What the topology says of one entity: the part of the graph the entity owns.</summary>
/// <param name="Entity">The entity with its labels.</param>
/// <param name="DependsOn">Links to what it relies on, in topology order.</param>
/// <param name="Dependents">Links from what relies on it, in topology order.</param>
/// <param name="Groups">Its redundancy groups, by name.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.EntityDefinition")]
public sealed record EntityDefinition(
    [property: Id(0)] Entity Entity,
    [property: Id(1)] ImmutableArray<Dependency> DependsOn,
    [property: Id(2)] ImmutableArray<Dependency> Dependents,
    [property: Id(3)] ImmutableArray<RedundancyGroup> Groups);

/// <summary>What a partition keeps of an entity, so that the entity can be activated anywhere and go on.</summary>
/// <param name="Definition">What the topology says of it; null when the topology does not have it.</param>
/// <param name="Monitor">Its learned state at the last checkpoint; null when none was taken yet.</param>
[GenerateSerializer, Alias("aiopstwin.EntityCheckpoint")]
public sealed record EntityCheckpoint(
    [property: Id(0)] EntityDefinition? Definition,
    [property: Id(1)] EntityMonitorState? Monitor)
{
    /// <summary>What it kept of its requests at the last checkpoint; null when there was nothing.</summary>
    [Id(2)]
    public EntityRequestState? Requests { get; init; }
}
