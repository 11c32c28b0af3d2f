using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Engine.Topology;
using Orleans;

namespace AiopsTwin.Engine.Detection.Objectives;

/// <summary>What one window says of an objective.</summary>
/// <param name="Length">How long it is; it ends now.</param>
/// <param name="Requests">Requests in it.</param>
/// <param name="Bad">Requests in it for which the promise did not hold.</param>
/// <param name="BurnRate">How many times faster the budget is spent than it lasts: 1 spends it in exactly thirty days;
/// null without requests.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.BurnWindow")]
public readonly record struct BurnWindow(
    [property: Id(0)] TimeSpan Length,
    [property: Id(1)] double Requests,
    [property: Id(2)] double Bad,
    [property: Id(3)] double? BurnRate);

/// <summary>How an objective of an entity stands.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="At">The instant this holds for: the entity's newest sample.</param>
/// <param name="Windows">Shortest first: 5 and 30 minutes, 1 and 6 hours, 3 and 30 days.</param>
/// <param name="BudgetLeft">Share of the budget of thirty days that is left; negative when more was spent; null before
/// the first requests.</param>
/// <param name="ExhaustedAt">When the budget is spent if it goes on as in the last hour; null when it lasts or is spent
/// already.</param>
/// <param name="Severity">Worst alert of the objective that fires; null when none does.</param>
/// <param name="Withheld">Why it is not judged, in words; null when it is.</param>
/// <param name="Summary">One or two sentences for people.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.ObjectiveStatus")]
public sealed record ObjectiveStatus(
    [property: Id(0)] ServiceObjective Objective,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] ImmutableArray<BurnWindow> Windows,
    [property: Id(3)] double? BudgetLeft,
    [property: Id(4)] DateTimeOffset? ExhaustedAt,
    [property: Id(5)] AlertSeverity? Severity,
    [property: Id(6)] string? Withheld,
    [property: Id(7)] string Summary);
