namespace AiopsTwin.Engine.Detection;

/// <summary>How far one sample, and the newest few together, are from the expectation.</summary>
/// <param name="Score">Largest calibrated deviation of the horizons in the bad direction, sign kept, in [-50, 50]; 0
/// when everything moved the good way.</param>
/// <param name="Effect">The deviation behind it on the judged scale, signed: of the sample, or of the mean that
/// won.</param>
internal readonly record struct DeviationScore(double Score, double Effect);
