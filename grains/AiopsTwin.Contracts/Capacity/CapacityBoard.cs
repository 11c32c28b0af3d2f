using System.Collections.Immutable;
using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Forecasting;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Contracts.Capacity;

/// <summary>What is asked about the capacity of a twin or a run.</summary>
/// <param name="LeadDays">Days it takes to provide more; 1 to 365.</param>
/// <param name="WorkFactor">The amount of work of the what-if, as a factor; 0 to 100.</param>
/// <param name="Limit">Most resources told, 1 to 200; the soonest full come first.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityQuery")]
public sealed record CapacityQuery(
    [property: Id(0)] int LeadDays = 14,
    [property: Id(1)] double WorkFactor = 1.2,
    [property: Id(2)] int Limit = 50);

/// <summary>Everything that can run out, the soonest full first.</summary>
/// <param name="Now">The clock; null before the first sample.</param>
/// <param name="Resources">Resources whose limit is known.</param>
/// <param name="TooEarly">Those of them with too short a history.</param>
/// <param name="WithDate">Those of them that have a date, or are full.</param>
/// <param name="Lines">The first of them, by date; what has none comes last.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityBoard")]
public sealed record CapacityBoard(
    [property: Id(0)] DateTimeOffset? Now,
    [property: Id(1)] int Resources,
    [property: Id(2)] int TooEarly,
    [property: Id(3)] int WithDate,
    [property: Id(4)] ImmutableArray<CapacityLine> Lines);

/// <summary>One resource of one entity.</summary>
/// <param name="Entity">Whose it is.</param>
/// <param name="Unit">Unit of its level and limit, in UCUM.</param>
/// <param name="Forecast">When it is full.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityLine")]
public sealed record CapacityLine(
    [property: Id(0)] EntityId Entity,
    [property: Id(1)] string Unit,
    [property: Id(2)] CapacityForecast Forecast);

/// <summary>What an entity answered when its partition asked it for its capacity.</summary>
/// <param name="Effects">As of an advance to the same instant, with the warnings raised and ended.</param>
/// <param name="Forecasts">One for each resource whose limit is known, by metric.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityAnswer")]
public sealed record CapacityAnswer(
    [property: Id(0)] MonitorEffects Effects,
    [property: Id(1)] ImmutableArray<CapacityForecast> Forecasts);
