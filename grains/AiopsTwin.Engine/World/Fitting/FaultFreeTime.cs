using System.Collections.Immutable;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.World.Fitting;

/// <summary>Time in which nothing was wrong, as an estate told of it: what a world may be fitted to.</summary>
/// <param name="Name">Which time.</param>
/// <param name="Interval">Distance of two samples, greater than zero.</param>
/// <param name="Works">What every entity told; all series have the same number of samples, at the same
/// instants.</param>
public sealed record FaultFreeTime(
    string Name, TimeSpan Interval, ImmutableSortedDictionary<EntityId, WorkSeries> Works)
{
    /// <summary>Number of samples; 0 when nobody told anything.</summary>
    public int Samples => Works.IsEmpty ? 0 : Works.First().Value.Count;
}
