using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>How much more work an estate and its services carry (docs/methods/limits.md).</summary>
/// <param name="BusiestAt">UTC time of day at which most work arrives; the world stands there.</param>
/// <param name="Minutes">Simulated minutes with each amount of work; the second half was judged.</param>
/// <param name="Whole">The whole estate, all work from outside raised alike; null when only services were asked
/// about.</param>
/// <param name="Lines">One for each service, the one with the least headroom first.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.HeadroomAnswer")]
public sealed record HeadroomAnswer(
    [property: Id(0)] TimeSpan BusiestAt,
    [property: Id(1)] int Minutes,
    [property: Id(2)] HeadroomLine? Whole,
    [property: Id(3)] ImmutableArray<HeadroomLine> Lines);

/// <summary>How much more work reaches a service, or the estate, before it no longer does what it promises.</summary>
/// <param name="Entity">The service; of the whole estate the first that no longer does what it promises, null when none
/// was found.</param>
/// <param name="RateNow">Requests per second at the busiest time.</param>
/// <param name="RateCarried">Requests per second it still carries; 0 when it does not carry what it has.</param>
/// <param name="Objective">What is promised, in words: objectives that are stated, else that no hundredth more
/// fails.</param>
/// <param name="First">What gives first beyond that; null when nothing gave up to the largest factor tried.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.HeadroomLine")]
public sealed record HeadroomLine(
    [property: Id(0)] EntityId? Entity,
    [property: Id(1)] double RateNow,
    [property: Id(2)] double RateCarried,
    [property: Id(3)] string Objective,
    [property: Id(4)] HeadroomLimit? First)
{
    /// <summary>The work carried as a factor of the work there is: 1 for none to spare.</summary>
    public double Factor => RateNow > 0 ? RateCarried / RateNow : 0;
}

/// <summary>What gives first when work grows.</summary>
/// <param name="Kind">Kind of resource.</param>
/// <param name="Where">Who has too little of it: a process, or the host it runs on.</param>
/// <param name="Callee">Of connections: whom they lead to; else null.</param>
/// <param name="Use">Its use then, in [0, 1].</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.HeadroomLimit")]
public sealed record HeadroomLimit(
    [property: Id(0)] HeadroomResource Kind,
    [property: Id(1)] EntityId Where,
    [property: Id(2)] EntityId? Callee,
    [property: Id(3)] double Use)
{
    /// <summary>The resource in words: <c>slots of datastore:orders</c>.</summary>
    public override string ToString() => Kind switch
    {
        HeadroomResource.Processor => $"processor of {Where}",
        HeadroomResource.Connections => $"connections of {Where} to {Callee}",
        _ => $"slots of {Where}",
    };
}

/// <summary>What a process may have too little of.</summary>
public enum HeadroomResource
{
    /// <summary>Requests worked on at one time.</summary>
    Slots,

    /// <summary>Cores of a host.</summary>
    Processor,

    /// <summary>Connections of a pool.</summary>
    Connections,
}
