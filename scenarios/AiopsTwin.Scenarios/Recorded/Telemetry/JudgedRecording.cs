using System.Collections.Immutable;
using AiopsTwin.Engine.Scoring;
using AiopsTwin.Scenarios.Source;

namespace AiopsTwin.Scenarios.Recorded.Telemetry;

/// <summary>A case of a recording, judged, and what of its files could not be used.</summary>
/// <param name="Case">The case; without an answer when its files could not be used at all.</param>
/// <param name="Problems">What is wrong with files, by file and line.</param>
/// <param name="Notes">What was passed over on purpose, for people.</param>
public sealed record JudgedRecording(
    EvaluatedCase Case, ImmutableArray<Problem> Problems, ImmutableArray<string> Notes)
{
    /// <summary>Where the truth stands when a service's own database counts as the service; null where nobody counts
    /// so.</summary>
    public RankedAnswer? Folded { get; init; }
}
