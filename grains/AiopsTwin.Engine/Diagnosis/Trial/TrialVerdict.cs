using System.Collections.Immutable;

namespace AiopsTwin.Engine.Diagnosis.Trial;

/// <summary>A change as a suspect.</summary>
/// <param name="Change">The change.</param>
/// <param name="Score">Log-odds, comparable within one verdict.</param>
/// <param name="Reason">Why, in words with its numbers.</param>
public sealed record AccusedChange(CodeChange Change, double Score, string Reason);

/// <summary>Which change is responsible, if any.</summary>
/// <param name="Culprit">The change held responsible; null when none is.</param>
/// <param name="Accused">All that could be, most suspected first.</param>
/// <param name="Reason">Why this one, or why none.</param>
public sealed record TrialVerdict(CodeChange? Culprit, ImmutableArray<AccusedChange> Accused, string Reason);
