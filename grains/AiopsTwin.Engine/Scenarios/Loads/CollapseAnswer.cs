using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Scenarios.Loads;

/// <summary>At which load and policy a service does not come back by itself after a spike, and what brings it back
/// (docs/methods/limits.md).</summary>
/// <param name="Question">What was asked.</param>
/// <param name="BusiestAt">UTC time of day at which most work arrives; loads are factors of the work there.</param>
/// <param name="RateNow">Requests per second that reach the service then.</param>
/// <param name="Spike">Work during the spike, as a factor of the same.</param>
/// <param name="Policies">One for each policy, the one there is first.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.CollapseAnswer")]
public sealed record CollapseAnswer(
    [property: Id(0)] CollapseQuestion Question,
    [property: Id(1)] TimeSpan BusiestAt,
    [property: Id(2)] double RateNow,
    [property: Id(3)] double Spike,
    [property: Id(4)] ImmutableArray<CollapsePolicy> Policies);

/// <summary>A service under one policy of its callers.</summary>
/// <param name="Retries">Further attempts; null for those there are.</param>
/// <param name="Timeout">Patience of an attempt; null for that there is.</param>
/// <param name="Carries">Largest load carried without a spike, as a factor of the work of the busiest time.</param>
/// <param name="ComesBack">Largest load from which it comes back by itself, as the same factor; 0 for none tried.
/// Between the two lie the loads that a spike turns into a collapse.</param>
/// <param name="WithBudget">The same if callers had a retry budget of a tenth.</param>
/// <param name="Cells">One for each load tried, ascending.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.CollapsePolicy")]
public sealed record CollapsePolicy(
    [property: Id(0)] int? Retries,
    [property: Id(1)] TimeSpan? Timeout,
    [property: Id(2)] double Carries,
    [property: Id(3)] double ComesBack,
    [property: Id(4)] double WithBudget,
    [property: Id(5)] ImmutableArray<CollapseCell> Cells);

/// <summary>What becomes of a service with one load and policy.</summary>
/// <param name="Load">The load, as a factor of the work of the busiest time.</param>
/// <param name="State">What becomes of it.</param>
/// <param name="After">How long after the spike it is back; null when it is not.</param>
/// <param name="Full">What is full when it does not come back; else null.</param>
/// <param name="Recoveries">What was tried to bring it back, when it does not come back by itself.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.CollapseCell")]
public sealed record CollapseCell(
    [property: Id(0)] double Load,
    [property: Id(1)] CollapseState State,
    [property: Id(2)] TimeSpan? After,
    [property: Id(3)] HeadroomLimit? Full,
    [property: Id(4)] ImmutableArray<CollapseRecovery> Recoveries);

/// <summary>A help that was tried.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Kept">Of shed load: the share of the work that was let in, in [0, 1]; else null.</param>
/// <param name="IsBack">Whether it was well with the help, and stayed well when the help ended.</param>
/// <param name="Lasted">How long the help was needed; null when it did not help.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.scenario.CollapseRecovery")]
public sealed record CollapseRecovery(
    [property: Id(0)] CollapseHelp Kind,
    [property: Id(1)] double? Kept,
    [property: Id(2)] bool IsBack,
    [property: Id(3)] TimeSpan? Lasted);

/// <summary>What becomes of a service after a spike.</summary>
public enum CollapseState
{
    /// <summary>It comes back by itself.</summary>
    ComesBack,

    /// <summary>It does not, although it carried this load before.</summary>
    StaysDown,

    /// <summary>It does not carry this load, spike or no spike.</summary>
    Overloaded,
}

/// <summary>Ways to bring a service back.</summary>
public enum CollapseHelp
{
    /// <summary>Its callers make no further attempts until it is well.</summary>
    StopRetries,

    /// <summary>Part of the work from outside is turned away until it is well.</summary>
    ShedLoad,

    /// <summary>All its copies are started anew, and what waits is lost.</summary>
    Restart,
}
