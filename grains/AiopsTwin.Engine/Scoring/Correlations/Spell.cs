namespace AiopsTwin.Engine.Scoring.Correlations;

/// <summary>A time something lasts, in seconds since the start of the script.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends; null when it outlasts the script.</param>
internal readonly record struct Spell(double From, double? Until = null);
