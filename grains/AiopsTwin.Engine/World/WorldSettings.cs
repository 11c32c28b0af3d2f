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

        if (TelemetryInterval < Tick || TelemetryInterval.Ticks % Tick.Ticks != 0)
        {
            throw new ArgumentException(
                $"The telemetry interval is {TelemetryInterval}; it must be a positive multiple of the tick, {Tick}.");
        }
    }
}
