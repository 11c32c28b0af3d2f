using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Diagnosis.Traces;

/// <summary>What an entity found changed in its own requests. Whether others explain it is told by
/// <see cref="RequestComparison.Of(IEnumerable{RequestFinding})"/>, which hears all of them.</summary>
/// <param name="Entity">Who tells.</param>
/// <param name="Patterns">Events that happen in another share of its requests, by operation and event.</param>
/// <param name="Changes">Its own work that takes longer, and error lines that are new or more.</param>
/// <param name="Gaps">Changes in how long its callers wait beyond its work, by caller.</param>
/// <param name="Callers">Who calls it, sorted.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.RequestFinding")]
public sealed record RequestFinding(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] ImmutableArray<PatternChange> Patterns,
    [property: Id(2)] ImmutableArray<RequestChange> Changes,
    [property: Id(3)] ImmutableArray<GapChange> Gaps,
    [property: Id(4)] ImmutableArray<EntityId> Callers)
{
    /// <summary>Nothing is known of its requests.</summary>
    public static RequestFinding None(EntityId entity) => new(entity, [], [], [], []);

    /// <summary>True when it says nothing at all.</summary>
    public bool IsEmpty => Patterns.IsEmpty && Changes.IsEmpty && Gaps.IsEmpty && Callers.IsEmpty;
}
