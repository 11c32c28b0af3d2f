using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Scoring;

/// <summary>A cause as it was stated, and how true it was.</summary>
/// <param name="Belief">How sure the twin said it was of its first suspect, in [0, 1].</param>
/// <param name="Truth">Chance that the first suspect is at fault, expected over a random order of a tie group, in
/// [0, 1].</param>
public sealed record StatedBelief(double Belief, double Truth)
{
    /// <summary>What a diagnosis stated; null when it named nobody.</summary>
    /// <param name="diagnosis">The diagnosis; null when there was none.</param>
    /// <param name="roots">What is at fault; empty when nothing is.</param>
    public static StatedBelief? Of(DiagnosisReport? diagnosis, IReadOnlyCollection<EntityId> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        return diagnosis is not { Suspects.IsEmpty: false } ? null : new StatedBelief(
            diagnosis.Suspects[0].Posterior,
            diagnosis.Suspects.Where(suspect => suspect.Rank == 1)
                .Average(suspect => roots.Contains(suspect.Entity) ? 1.0 : 0.0))
        {
            Suspects = [.. diagnosis.Suspects.Select(
                suspect => new ScoredSuspect(suspect.Score, roots.Contains(suspect.Entity)))],
        };
    }

    /// <summary>All that was listed, best first, with what is true of it: what a scale of belief is fitted to.
    /// </summary>
    public ImmutableArray<ScoredSuspect> Suspects { get; init; } = [];
}

/// <summary>A suspect's sum of evidence, and whether it is at fault.</summary>
/// <param name="Score">Nats.</param>
/// <param name="IsRight">True when it is at fault.</param>
public readonly record struct ScoredSuspect(double Score, bool IsRight);
