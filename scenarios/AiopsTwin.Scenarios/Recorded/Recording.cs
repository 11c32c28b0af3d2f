using System.Collections.Immutable;
using AiopsTwin.Engine.Topology;

namespace AiopsTwin.Scenarios.Recorded;

/// <summary>
/// An incident as it was recorded, ready to be fed to a twin: what a monitoring system would have seen, and nothing of
/// what was found out later.
/// </summary>
/// <param name="Name">Its place among its like, for example the path of its folder.</param>
/// <param name="Topology">The graph, version 1.</param>
/// <param name="Baseline">The fault-free time before it, oldest first, every instant before those of
/// <paramref name="Incident"/>.</param>
/// <param name="Incident">The time of the incident, oldest first; the trouble need not begin with it.</param>
/// <param name="Interval">Usual distance of two instants.</param>
/// <param name="AlarmAt">The instant from which on people may have complained: where an outside alarm would be
/// raised.</param>
public sealed record Recording(
    string Name,
    TopologySnapshot Topology,
    ImmutableArray<RecordedMoment> Baseline,
    ImmutableArray<RecordedMoment> Incident,
    TimeSpan Interval,
    DateTimeOffset AlarmAt)
{
    /// <summary>How many rows later than the trouble showed the outside alarm comes.</summary>
    public int AlarmDelay { get; init; }

    /// <summary>Where the twin's clock stands at the end: one interval after the last samples.</summary>
    public DateTimeOffset EndsAt => Incident[^1].At + Interval;
}
