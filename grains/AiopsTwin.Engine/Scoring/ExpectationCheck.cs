using System.Collections.Immutable;
using System.Globalization;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Scenarios;

namespace AiopsTwin.Engine.Scoring;

/// <summary>Checks the claims of a scenario against what was concluded.</summary>
internal static class ExpectationCheck
{
    public static ImmutableArray<ExpectationResult> All(RunFacts facts, RunReport report, Incident? incident) =>
        [.. facts.Scenario.Expectations.Select(claim =>
        {
            var (passed, found) = Check(claim, facts, report, incident);
            return new ExpectationResult(claim, passed, found);
        })];

    private static (bool Passed, string Found) Check(
        Expectation claim, RunFacts facts, RunReport report, Incident? incident) => claim.Kind switch
        {
            ExpectationKind.IncidentCount => Counted(claim, facts.Incidents),
            ExpectationKind.DetectedWithin => Within(report.TimeToDetect, claim.Within, "not detected"),
            ExpectationKind.RootRank => (
                report.RootRank <= (claim.Count ?? 1),
                report.RootRank is { } rank ? Rank(rank) : "not among the suspects"),
            ExpectationKind.ChangeNamed => ChangeNamed(claim, facts, incident),
            ExpectationKind.NoChangeNamed => Top(incident)?.Change is { } named
                ? (false, $"names {named.Id}")
                : (true, incident is null ? "no incident" : "names no change"),
            ExpectationKind.MitigatedWithin => Mitigated(claim, facts, incident),
            ExpectationKind.WithheldAtLeast => AtLeast(
                incident?.WithheldCount ?? 0, claim.Count, "alert withheld"),
            ExpectationKind.AlertsAtLeast => AtLeast(incident?.AlertCount ?? 0, claim.Count, "alert"),
            ExpectationKind.BeforeAnyProbeFails => (
                incident is not null
                    && (facts.FirstProbeFailureAt is null || incident.OpenedAt < facts.FirstProbeFailureAt),
                facts.FirstProbeFailureAt is null ? "no probe failed" : "a probe failed first"),
            ExpectationKind.RecurrenceNamed => Recurrence(incident),
            ExpectationKind.AffectedInOrder => ImpactCheck.Order(claim, facts),
            ExpectationKind.PhaseAt => ImpactCheck.Phase(claim, facts),
            _ => throw new System.Diagnostics.UnreachableException($"Unknown expectation {claim.Kind}."),
        };

    /// <summary>An incident merged away counts as part of its survivor: a person was told of one, and reads
    /// one.</summary>
    private static (bool, string) Counted(Expectation claim, ImmutableArray<Incident> incidents)
    {
        var standing = incidents.Count(incident => incident.MergedInto is null);
        var merged = incidents.Length - standing;
        var found = Count(standing, "incident");
        return (standing == claim.Count, merged == 0 ? found : string.Create(
            CultureInfo.InvariantCulture, $"{found}, {merged} more merged into {(standing == 1 ? "it" : "them")}"));
    }

    private static Suspect? Top(Incident? incident) =>
        incident?.Diagnosis is { Suspects.IsEmpty: false } diagnosis ? diagnosis.Suspects[0] : null;

    private static (bool, string) ChangeNamed(Expectation claim, RunFacts facts, Incident? incident)
    {
        var expected = claim.Text ?? facts.Scenario.Truth.ChangeId;
        var named = Top(incident)?.Change?.Id;

        // A repeating step numbers its changes "id#2", "id#3"; they are one job.
        var isNamed = named is not null && named.Split('#')[0] == expected;
        return (isNamed, named is null ? "names no change" : $"names {named}");
    }

    private static (bool, string) Recurrence(Incident? incident)
    {
        var named = Top(incident)?.Evidence.FirstOrDefault(evidence =>
            evidence is { Kind: EvidenceKind.Recurrence, Weight: > 0 });
        return (named is not null, named?.Sentence ?? "names no recurrence");
    }

    private static (bool, string) Mitigated(Expectation claim, RunFacts facts, Incident? incident)
    {
        if (facts.FirstRevertAt is not { } revert)
        {
            return (false, "nothing was taken back");
        }

        var after = incident?.MitigatedAt - (facts.Scenario.StartsAt + revert);
        return Within(after, claim.Within, "not mitigated");
    }

    private static (bool, string) Within(TimeSpan? found, TimeSpan? limit, string otherwise) =>
        found is { } time
            ? (limit is null || time <= limit, time.ToString("c", CultureInfo.InvariantCulture))
            : (false, otherwise);

    private static (bool, string) AtLeast(int found, int? wanted, string noun) =>
        (found >= (wanted ?? 1), Count(found, noun));

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Rank(int rank) => string.Create(CultureInfo.InvariantCulture, $"rank {rank}");
}
