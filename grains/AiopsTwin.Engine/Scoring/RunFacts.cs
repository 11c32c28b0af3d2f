using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;
using AiopsTwin.Engine.Scenarios.Impacts;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring;

/// <summary>Everything a judge needs of a run that was played, by either driver.</summary>
/// <param name="Scenario">What was played, with its hidden truth.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="EndsAt">Virtual end.</param>
/// <param name="Samples">Samples observed.</param>
/// <param name="Alerts">Alerts raised.</param>
/// <param name="Incidents">Incidents, in order of opening.</param>
/// <param name="FirstProbeFailureAt">When a probe alert was first raised; null when none was.</param>
/// <param name="FirstRevertAt">When the timeline first took a fault back, as an offset; null when it did not.</param>
/// <param name="Reporting">Entities that ever sent a sample: only they can be observed to be affected.</param>
public sealed record RunFacts(
    Scenario Scenario,
    ulong Seed,
    DateTimeOffset EndsAt,
    long Samples,
    int Alerts,
    ImmutableArray<Incident> Incidents,
    DateTimeOffset? FirstProbeFailureAt,
    TimeSpan? FirstRevertAt,
    ImmutableHashSet<EntityId> Reporting)
{
    /// <summary>How hard the entities were hit that the expectations name.</summary>
    public ImmutableArray<ImpactCourse> Impacts { get; init; } = [];
}
