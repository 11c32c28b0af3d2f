using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>What came of a case with a seed.</summary>
/// <param name="Case">The case.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Outcomes">One for each script played.</param>
/// <param name="Misses">What it lacks, in sentences; none when the bar is cleared.</param>
public sealed record CorrelationResult(
    CorrelationCase Case, ulong Seed, ImmutableArray<CorrelationOutcome> Outcomes, ImmutableArray<string> Misses)
{
    /// <summary>True when the bar is cleared.</summary>
    public bool IsCleared => Misses.IsEmpty;
}
