using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>An instant a member signalled to its siblings and whose median it awaits.</summary>
/// <param name="Ticks">The instant.</param>
/// <param name="LogDeviation">Logarithm of value over reference.</param>
/// <param name="Expected">Its own reference, in the metric's unit.</param>
/// <param name="IsHeld">True when it says more about when scheduled work runs than about how the member does: the
/// reference follows the group, and nothing is judged.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PendingSignal")]
internal readonly record struct PendingSignal(
    [property: Id(0)] long Ticks,
    [property: Id(1)] double LogDeviation,
    [property: Id(2)] double Expected,
    [property: Id(3)] bool IsHeld);
