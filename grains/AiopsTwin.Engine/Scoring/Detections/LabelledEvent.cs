using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>Something people marked as wrong in a recorded series.</summary>
/// <param name="Start">First marked instant, UTC ticks.</param>
/// <param name="End">Last marked instant, UTC ticks; not before the start.</param>
public readonly record struct LabelledEvent(long Start, long End)
{
    /// <summary>The events of marked samples: marks closer than ten minutes, or neighbours in a coarser series, are
    /// one event. In order of time; empty when nothing is marked.</summary>
    /// <param name="ticks">Instants of the samples, UTC ticks, ascending.</param>
    /// <param name="isMarked">Whether each is marked; as long as the instants.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ImmutableArray<LabelledEvent> Of(ReadOnlySpan<long> ticks, ReadOnlySpan<bool> isMarked)
    {
        if (ticks.Length != isMarked.Length)
        {
            throw new ArgumentException("Every sample needs a mark.", nameof(isMarked));
        }

        var within = EventRule.MergeWithin(DetectionSeries.IntervalOf(ticks));
        var events = ImmutableArray.CreateBuilder<LabelledEvent>();
        for (var i = 0; i < ticks.Length; i++)
        {
            if (!isMarked[i])
            {
                continue;
            }

            if (events.Count > 0 && ticks[i] - events[^1].End < within)
            {
                events[^1] = events[^1] with { End = ticks[i] };
            }
            else
            {
                events.Add(new LabelledEvent(ticks[i], ticks[i]));
            }
        }

        return events.ToImmutable();
    }
}
