using System.Collections.Immutable;
using System.Reflection;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Numerics;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring;

/// <summary>
/// Compares what the twin concluded with the scenario's hidden truth. The only place where the two meet.
/// </summary>
public static class RunScorer
{
    /// <summary>Version of the Engine, part of what fixes a run.</summary>
    public static string EngineVersion { get; } =
        typeof(RunScorer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "0";

    /// <summary>Judges a run.</summary>
    public static RunReport Score(RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var onset = facts.Scenario.Truth.Onset is { } offset ? facts.Scenario.StartsAt + offset : (DateTimeOffset?)null;
        var first = FirstOfFault(facts.Incidents, onset);
        var (precision, recall) = BlastScores(first, facts.Reporting);
        var report = new RunReport(
            facts.Scenario.Name,
            facts.Seed,
            EngineVersion,
            facts.Scenario.StartsAt,
            facts.EndsAt,
            facts.Scenario.Estate.Topology.Entities.Length,
            facts.Samples,
            facts.Alerts,
            facts.Incidents,
            first is not null && onset is not null ? first.OpenedAt - onset : null,
            first?.MitigatedAt is { } mitigatedAt && onset is not null ? mitigatedAt - onset : null,
            RankOf(first?.Diagnosis, facts.Scenario.Truth.Roots),
            precision,
            recall,
            [],
            "");
        report = report with { Expectations = ExpectationCheck.All(facts, report, first) };
        return report with { Hash = StableHash.Hex(StableHash.Of(ReportText.Canonical(report))) };
    }

    /// <summary>Best rank of any right answer, or null.</summary>
    internal static int? RankOf(DiagnosisReport? diagnosis, ImmutableArray<EntityId> roots) => diagnosis?.Suspects
        .Where(suspect => roots.Contains(suspect.Entity))
        .Select(suspect => (int?)suspect.Rank)
        .Min();

    // An incident opened before the fault struck cannot be about it; it counts as a false one, and what is merged into
    // it later does not make it a true one. An incident merged away is told by its survivor.
    private static Incident? FirstOfFault(ImmutableArray<Incident> incidents, DateTimeOffset? onset) =>
        onset is null ? null : incidents.FirstOrDefault(
            incident => incident.OpenedAt >= onset && incident.MergedInto is null);

    private static (double? Precision, double? Recall) BlastScores(
        Incident? incident, ImmutableHashSet<EntityId> reporting)
    {
        if (incident?.Diagnosis is null)
        {
            return (null, null);
        }

        var predicted = incident.BlastRadius.Select(reach => reach.Entity).Where(reporting.Contains).ToHashSet();
        var observed = incident.Impact.Where(reporting.Contains).ToHashSet();
        var hits = predicted.Count(observed.Contains);
        return (predicted.Count == 0 ? null : (double)hits / predicted.Count,
            observed.Count == 0 ? null : (double)hits / observed.Count);
    }
}
