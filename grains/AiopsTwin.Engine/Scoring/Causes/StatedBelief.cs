namespace AiopsTwin.Engine.Scoring.Causes;

/// <summary>A cause as it was stated, and how true it was.</summary>
/// <param name="Belief">How sure the twin said it was, in [0, 1].</param>
/// <param name="Truth">Chance that the first suspect is at fault, expected over a random order of a tie group, in
/// [0, 1].</param>
public sealed record StatedBelief(double Belief, double Truth);
