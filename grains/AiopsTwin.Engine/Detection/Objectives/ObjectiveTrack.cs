using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;
using Orleans;

namespace AiopsTwin.Engine.Detection.Objectives;

/// <summary>What is counted for one objective: six windows, about 1.7 KB whatever the traffic.</summary>
[GenerateSerializer, Alias("aiopstwin.ObjectiveTrack")]
internal sealed class ObjectiveTrack(ServiceObjective objective)
{
    private const int Parts = 12;
    private const int PeriodParts = 30;

    /// <summary>The objective.</summary>
    [Id(0)]
    internal ServiceObjective Objective = objective;

    /// <summary>Shortest first; the last is the whole period.</summary>
    [Id(1)]
    internal ImmutableArray<SlidingCount> Windows =
    [
        .. BurnRule.All.SelectMany(rule => new[] { rule.Short, rule.Long }).Distinct().Order()
            .Select(length => new SlidingCount(length.Ticks, Parts)),
        new SlidingCount(BurnRule.Period.Ticks, PeriodParts),
    ];

    /// <summary>Instant of the newest requests counted, UTC ticks; 0 before the first.</summary>
    [Id(2)]
    internal long CountedUntil;

    /// <summary>Instant of the first requests counted, UTC ticks; 0 before.</summary>
    [Id(3)]
    internal long CountedSince;

    /// <summary>Since when the short window of each rule has burnt without a break, UTC ticks; 0 when it does
    /// not.</summary>
    [Id(4)]
    internal long[] BurningSince = new long[BurnRule.All.Length];

    /// <summary>The window of a length.</summary>
    internal SlidingCount WindowOf(TimeSpan length) => Windows.First(window => window.Length == length.Ticks);
}
