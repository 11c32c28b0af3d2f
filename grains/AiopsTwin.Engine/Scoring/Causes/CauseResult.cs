using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>What the twin made of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Incidents">Incidents opened since the onset, or at all where nothing is wrong, in order of opening;
/// one merged into another counts with it.</param>
public sealed record CauseResult(CauseCase Case, ImmutableArray<Incident> Incidents)
{
    private const int GotShown = 5;

    /// <summary>Where each thing at fault stands in the most severe incident; where several are at fault, in the
    /// incident that ranks it best. Empty in a case in which nothing is wrong.</summary>
    public ImmutableArray<RankedAnswer> Answers => [.. Case.Roots.Select(root => Case.Roots.Length == 1
        ? RankedAnswer.Of(First?.Diagnosis, root)
        : Incidents.Select(incident => RankedAnswer.Of(incident.Diagnosis, root))
            .OrderByDescending(answer => answer.ReciprocalRank).FirstOrDefault(RankedAnswer.None))];

    /// <summary>First suspects of the most severe incident, best first.</summary>
    public ImmutableArray<EntityId> Got =>
        [.. (First?.Diagnosis?.Suspects ?? []).Take(GotShown).Select(suspect => suspect.Entity)];

    /// <summary>1 when the first suspect has the level (service, host, rack …) of something at fault, else 0.
    /// </summary>
    public double Level => Got is [var first, ..] && Case.Roots.Any(root => root.Kind == first.Kind) ? 1 : 0;

    /// <summary>What the twin stated as the cause of each incident.</summary>
    public ImmutableArray<StatedBelief> Stated =>
        [.. Incidents.Select(incident => StatedBelief.Of(incident.Diagnosis, Case.Roots)).OfType<StatedBelief>()];

    /// <summary>The incident that is asked about: the most severe, and of these the one opened first.</summary>
    private Incident? First => Incidents.OrderByDescending(incident => incident.Severity)
        .ThenBy(incident => incident.OpenedAt).FirstOrDefault();
}
