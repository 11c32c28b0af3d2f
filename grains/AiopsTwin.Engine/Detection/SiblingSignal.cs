using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// How far one member of a sibling group was from its own expectation at an instant, for comparison with the others.
/// Siblings are entities that should move alike: regions of a service, copies, hosts of one rack.
/// </summary>
/// <param name="Group">Name of the group, from the entity's label <c>sibling.group</c>.</param>
/// <param name="Entity">The member.</param>
/// <param name="Metric">The metric compared.</param>
/// <param name="At">The sample's instant.</param>
/// <param name="LogDeviation">Natural logarithm of value over expectation, in [-3, 3]; 0 is as expected.</param>
/// <param name="IsCalm">True when the member is not itself anomalous, so that it may vote in the median.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.SiblingSignal")]
public readonly record struct SiblingSignal(
    [property: Id(0)] string Group,
    [property: Id(1)] EntityId Entity,
    [property: Id(2)] string Metric,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] double LogDeviation,
    [property: Id(5)] bool IsCalm)
{
    /// <summary>True when the member's value says more about when its scheduled work runs than about how it does: it
    /// votes only where every member's does.</summary>
    [Id(6)]
    public bool IsHeld { get; init; }
}
