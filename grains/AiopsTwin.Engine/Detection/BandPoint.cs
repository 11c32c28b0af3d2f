using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>What a series was expected to be at an instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="Low">Lower edge of the band outside which a single value is suspicious.</param>
/// <param name="Center">The expectation.</param>
/// <param name="High">Upper edge.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.BandPoint")]
public readonly record struct BandPoint(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] double Low,
    [property: Id(2)] double Center,
    [property: Id(3)] double High);
