using System.Collections.Immutable;
using AiopsTwin.Engine.Scenarios.Harms;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Contingencies;

/// <summary>What an estate's users lose when any one thing fails, and when some pairs do.</summary>
/// <param name="Requests">Requests from outside in the time played, without any loss.</param>
/// <param name="LostAnyway">Those of them that fail.</param>
/// <param name="Minutes">Simulated minutes after the loss.</param>
/// <param name="Alone">Every entity that can be lost, the most harmful first.</param>
/// <param name="Pairs">Pairs of the most harmful ones, the most harmful first.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.ContingencyAnswer")]
public sealed record ContingencyAnswer(
    [property: Id(0)] double Requests,
    [property: Id(1)] double LostAnyway,
    [property: Id(2)] int Minutes,
    [property: Id(3)] ImmutableArray<ContingencyFinding> Alone,
    [property: Id(4)] ImmutableArray<ContingencyFinding> Pairs);

/// <summary>What the loss of one thing, or of two at once, does.</summary>
/// <param name="Lost">What is lost.</param>
/// <param name="LostRequests">Requests from outside that fail more than without the loss.</param>
/// <param name="LostShare">The same as a share of all requests from outside, in [0, 1].</param>
/// <param name="FirstFelt">When a hundredth more of the requests from outside first fails, after the loss; null when it
/// never does.</param>
/// <param name="Felt">Entities that work and fail, or answer half as slowly again, soonest first; those lost
/// included.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.ContingencyFinding")]
public sealed record ContingencyFinding(
    [property: Id(0)] ImmutableArray<EntityId> Lost,
    [property: Id(1)] double LostRequests,
    [property: Id(2)] double LostShare,
    [property: Id(3)] TimeSpan? FirstFelt,
    [property: Id(4)] ImmutableArray<ContingencyImpact> Felt)
{
    /// <summary>For a pair: share lost beyond 1 - (1 - a)(1 - b), what two losses without anything in common would
    /// take; above 0 each catches something for the other, below 0 both take the same.</summary>
    [Id(5)]
    public double LostTogether { get; init; }

    /// <summary>The objective that burns fastest; null when none burns faster than without the loss.</summary>
    [Id(6)]
    public HarmPromise? WorstBurn { get; init; }
}

/// <summary>An entity that feels a loss.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="After">How soon after the loss.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.ContingencyImpact")]
public readonly record struct ContingencyImpact(
    [property: Id(0)] EntityId Entity, [property: Id(1)] TimeSpan After);
