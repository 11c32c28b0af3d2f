using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.World;

/// <summary>How a simulated world keeps time.</summary>
/// <param name="StartsAt">Virtual time before the first tick, UTC.</param>
/// <param name="Tick">Virtual time of one tick, greater than zero and at most one hour. Ticks longer than five seconds
/// are divided into equal steps of at most five seconds.</param>
/// <param name="TelemetryInterval">How often every entity reports; a positive multiple of
/// <paramref name="Tick"/>.</param>
[GenerateSerializer, Immutable, Alias("aiopstwin.world.WorldSettings")]
public sealed record WorldSettings(
    [property: Id(0)] DateTimeOffset StartsAt,
    [property: Id(1)] TimeSpan Tick,
    [property: Id(2)] TimeSpan TelemetryInterval)
{
    /// <summary>Most requests that are followed in an interval.</summary>
    public const int MostTraces = 1000;

    /// <summary>Requests followed by traces in each telemetry interval; 0 for none, at most
    /// <see cref="MostTraces"/>.</summary>
    [Id(3)]
    public int Traces { get; init; }

    /// <summary>When tracing begins; from the start unless set.</summary>
    [Id(4)]
    public DateTimeOffset TracedFrom { get; init; }

    /// <summary>Entities that do work and whose requests are simulated one at a time, inside the fluid whole; empty for
    /// none.</summary>
    [Id(5)]
    public ImmutableArray<EntityId> Zoom { get; init; } = [];

    /// <summary>Longest tick that is accepted.</summary>
    public static TimeSpan LongestTick { get; } = TimeSpan.FromHours(1);

    /// <summary>Checks that the world can keep this time.</summary>
    /// <exception cref="ArgumentException">A duration is out of range, or the interval is no multiple of the
    /// tick.</exception>
    public void Validate()
    {
        if (Tick <= TimeSpan.Zero || Tick > LongestTick)
        {
            throw new ArgumentException($"The tick is {Tick}; it must be greater than zero and at most {LongestTick}.");
        }

        if (Traces is < 0 or > MostTraces)
        {
            throw new ArgumentException(
                $"{Traces} requests are to be followed in an interval; it must be 0 to {MostTraces}.");
        }

        if (TelemetryInterval < Tick || TelemetryInterval.Ticks % Tick.Ticks != 0)
        {
            throw new ArgumentException(
                $"The telemetry interval is {TelemetryInterval}; it must be a positive multiple of the tick, {Tick}.");
        }
    }
}
