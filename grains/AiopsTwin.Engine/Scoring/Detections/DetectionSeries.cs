using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>A recorded series with what people marked in it. A detector is shown instants and values, never the
/// events.</summary>
public sealed class DetectionSeries
{
    private const int GapsLookedAt = 1_000;

    /// <summary>Makes a series.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ticks">Instants, UTC ticks, ascending.</param>
    /// <param name="values">Values; NaN where one is missing.</param>
    /// <param name="events">What is marked, in order of time.</param>
    /// <exception cref="ArgumentException">There are no samples, or not one value an instant.</exception>
    public DetectionSeries(
        string name, ImmutableArray<long> ticks, ImmutableArray<double> values, ImmutableArray<LabelledEvent> events)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (ticks.IsDefaultOrEmpty || values.IsDefault || ticks.Length != values.Length)
        {
            throw new ArgumentException("A series needs samples, one value an instant.", nameof(values));
        }

        Name = name;
        Ticks = ticks;
        Values = values;
        Events = events.IsDefault ? [] : events;
        Interval = IntervalOf(ticks.AsSpan());
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Instants, UTC ticks, ascending.</summary>
    public ImmutableArray<long> Ticks { get; }

    /// <summary>Values; NaN where one is missing.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>What is marked, in order of time.</summary>
    public ImmutableArray<LabelledEvent> Events { get; }

    /// <summary>Usual time between samples, ticks.</summary>
    public long Interval { get; }

    /// <summary>Where the half that thresholds are fixed on ends and the one that is scored begins, UTC
    /// ticks.</summary>
    public long Half => Ticks[Ticks.Length / 2];

    /// <summary>Median of the first gaps between instants; one tick without any.</summary>
    internal static long IntervalOf(ReadOnlySpan<long> ticks)
    {
        var gaps = new long[Math.Clamp(ticks.Length - 1, 0, GapsLookedAt)];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = ticks[i + 1] - ticks[i];
        }

        Array.Sort(gaps);
        return gaps.Length == 0 ? 1 : Math.Max(1, gaps[gaps.Length / 2]);
    }
}
