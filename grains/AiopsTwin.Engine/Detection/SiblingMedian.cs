using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>What the calm members of a sibling group did at an instant: the shared movement of the group.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="Metric">The metric.</param>
/// <param name="At">The instant.</param>
/// <param name="Median">Median of the calm members' log deviations.</param>
/// <param name="Members">How many calm members it was taken over, at least 1.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SiblingMedian")]
public readonly record struct SiblingMedian(
    [property: Id(0)] string Group,
    [property: Id(1)] string Metric,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] double Median,
    [property: Id(4)] int Members);
