using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Harms;

/// <summary>Who is hit when something goes wrong, by two forks of one simulated world: with it and without
/// (docs/methods/contingency.md).</summary>
/// <param name="Question">What went wrong.</param>
/// <param name="Requests">Requests from outside in the time played, without it.</param>
/// <param name="LostAnyway">Those of them that fail.</param>
/// <param name="LostRequests">Requests from outside that fail more with it.</param>
/// <param name="LostShare">The same as a share of all requests from outside, in [0, 1].</param>
/// <param name="FirstFelt">When a hundredth more of the requests from outside first fails; null when it never
/// does.</param>
/// <param name="Entities">Who feels it, soonest first, then who only gets fewer requests; those that are lost
/// included.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.HarmAnswer")]
public sealed record HarmAnswer(
    [property: Id(0)] HarmQuestion Question,
    [property: Id(1)] double Requests,
    [property: Id(2)] double LostAnyway,
    [property: Id(3)] double LostRequests,
    [property: Id(4)] double LostShare,
    [property: Id(5)] TimeSpan? FirstFelt,
    [property: Id(6)] ImmutableArray<HarmLine> Entities)
{
    /// <summary>Objectives that burn faster than without, the fastest first.</summary>
    [Id(7)]
    public ImmutableArray<HarmPromise> Promises { get; init; } = [];
}

/// <summary>An entity that feels it, or is starved by it.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="After">How soon it fails a hundredth more or answers half as slowly again; null when it only gets
/// fewer requests.</param>
/// <param name="Requests">Requests that reach it.</param>
/// <param name="MoreFailed">Of those, how many more fail than without.</param>
/// <param name="Missing">Requests that would have reached it and do not.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.HarmLine")]
public sealed record HarmLine(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] TimeSpan? After,
    [property: Id(2)] double Requests,
    [property: Id(3)] double MoreFailed,
    [property: Id(4)] double Missing);

/// <summary>What becomes of an objective.</summary>
/// <param name="Entity">Who promises it.</param>
/// <param name="Objective">What is promised, in words.</param>
/// <param name="IsStated">False for what is assumed of an entry that states nothing: that 99.9 % of its requests
/// succeed.</param>
/// <param name="Burn">Burn rate in the time played: share of bad requests over the share allowed.</param>
/// <param name="BurnWithout">The same without what went wrong.</param>
/// <param name="BudgetSpent">Share of thirty days' budget, at the usual rate of requests, that is spent
/// more.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.HarmPromise")]
public sealed record HarmPromise(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] string Objective,
    [property: Id(2)] bool IsStated,
    [property: Id(3)] double Burn,
    [property: Id(4)] double BurnWithout,
    [property: Id(5)] double BudgetSpent);
