using System.Collections.Immutable;
using Orleans;

namespace AiopsTwin.Engine.Forecasting;

/// <summary>How a resource went and how it is expected to go on, ready to draw.</summary>
/// <param name="Days">One value for each full day, the oldest first; a day's last value for what fills up, its 95 %
/// value for what comes and goes.</param>
/// <param name="DaysEnd">End (exclusive) of the last of them, UTC.</param>
/// <param name="Ahead">Expected from there on; empty when it is too early to say or nothing grows.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityCourse")]
public sealed record CapacityCourse(
    [property: Id(0)] ImmutableArray<double> Days,
    [property: Id(1)] DateTimeOffset DaysEnd,
    [property: Id(2)] ImmutableArray<CapacityCoursePoint> Ahead);

/// <summary>The level expected at an instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="Low">The level if time ran slower, as it does with 10 %.</param>
/// <param name="Center">The level expected.</param>
/// <param name="High">The level if time ran faster, as it does with 10 %.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.CapacityCoursePoint")]
public readonly record struct CapacityCoursePoint(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] double Low,
    [property: Id(2)] double Center,
    [property: Id(3)] double High);
