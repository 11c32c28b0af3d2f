using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>How two timelines differ at a moment, over what they carried since another one.</summary>
/// <param name="Left">Name of the first.</param>
/// <param name="Right">Name of the second.</param>
/// <param name="Since">Begin of the time compared, as an offset from the scenario's start.</param>
/// <param name="At">Its end.</param>
/// <param name="SameUntil">Last offset at which both worlds are known to be the same, bit for bit; null when they never
/// were.</param>
/// <param name="DifferentFrom">First offset at which they are known to differ; null when they never do.</param>
/// <param name="Entities">Entities whose level differs, those with most requests lost more or less first.</param>
/// <param name="Calls">Dependencies that carry calls in one of them only, or other amounts; sorted by (caller,
/// callee).</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.TimelineComparison")]
public sealed record TimelineComparison(
    [property: Id(0)] string Left,
    [property: Id(1)] string Right,
    [property: Id(2)] TimeSpan Since,
    [property: Id(3)] TimeSpan At,
    [property: Id(4)] TimeSpan? SameUntil,
    [property: Id(5)] TimeSpan? DifferentFrom,
    [property: Id(6)] ImmutableArray<EntityDifference> Entities,
    [property: Id(7)] ImmutableArray<CallDifference> Calls)
{
    /// <summary>Requests from outside that failed in the first.</summary>
    [Id(8)]
    public double LostLeft { get; init; }

    /// <summary>Requests from outside that failed in the second.</summary>
    [Id(9)]
    public double LostRight { get; init; }

    /// <summary>True when no bit differs.</summary>
    public bool IsSame => DifferentFrom is null && Entities.IsEmpty && Calls.IsEmpty;
}

/// <summary>An entity that does other work, or does it otherwise.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Left">In the first timeline.</param>
/// <param name="Right">In the second.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.EntityDifference")]
public sealed record EntityDifference(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] EntityLevel Left,
    [property: Id(2)] EntityLevel Right)
{
    /// <summary>Requests the second lost more than the first.</summary>
    public double LostMore => Right.Lost - Left.Lost;
}

/// <summary>How an entity did over the time compared.</summary>
/// <param name="RatePerSecond">Requests per second.</param>
/// <param name="ErrorRatio">Share that failed, in [0, 1].</param>
/// <param name="P95Seconds">95th percentile of the response time, of a gamma law with mean and variance of the
/// time.</param>
/// <param name="Lost">Requests that failed.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.EntityLevel")]
public readonly record struct EntityLevel(
    [property: Id(0)] double RatePerSecond,
    [property: Id(1)] double ErrorRatio,
    [property: Id(2)] double P95Seconds,
    [property: Id(3)] double Lost);

/// <summary>What became of a dependency between two timelines.</summary>
public enum CallDifferenceKind
{
    /// <summary>It carries calls in the second only: a detour.</summary>
    Added,

    /// <summary>It carries calls in the first only.</summary>
    Removed,

    /// <summary>It carries other amounts.</summary>
    Changed,
}

/// <summary>A dependency that carries other amounts.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Callee">Who is called.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="LeftPerSecond">Calls per second in the first.</param>
/// <param name="RightPerSecond">Calls per second in the second.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.CallDifference")]
public sealed record CallDifference(
    [property: Id(0)] EntityId Caller,
    [property: Id(1)] EntityId Callee,
    [property: Id(2)] CallDifferenceKind Kind,
    [property: Id(3)] double LeftPerSecond,
    [property: Id(4)] double RightPerSecond);
