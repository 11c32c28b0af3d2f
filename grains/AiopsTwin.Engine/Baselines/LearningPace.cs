namespace AiopsTwin.Engine.Baselines;

/// <summary>How fast a baseline may learn from a sample.</summary>
/// <param name="Share">Share of the usual speed, in [0, 1].</param>
/// <param name="IsAnomalous">True while an alert of the series fires: the level barely moves, the trend fades, the
/// time of day is recorded as tainted.</param>
internal readonly record struct LearningPace(double Share, bool IsAnomalous);
