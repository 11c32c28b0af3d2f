using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>An instant a member signalled to its siblings and whose median it awaits.</summary>
/// <param name="Ticks">The instant.</param>
/// <param name="LogDeviation">Logarithm of value over reference.</param>
/// <param name="Expected">Its own reference, in the metric's unit.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.PendingSignal")]
internal readonly record struct PendingSignal(
    [property: Id(0)] long Ticks,
    [property: Id(1)] double LogDeviation,
    [property: Id(2)] double Expected);
