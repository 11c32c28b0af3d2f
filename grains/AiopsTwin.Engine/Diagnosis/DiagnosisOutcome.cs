using System.Collections.Immutable;
using AiopsTwin.Engine.Correlation;
using AiopsTwin.Engine.Propagation;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>A diagnosis and the blast radius of its best suspect: one computation gives both (reference 4.7).</summary>
/// <param name="Report">The report.</param>
/// <param name="Predicted">What the best suspect is expected to impair, sorted by id, itself included; not yet cut at a
/// floor; empty without a suspect.</param>
internal sealed record DiagnosisOutcome(DiagnosisReport Report, ImmutableArray<FloodReach> Predicted);
