namespace AiopsTwin.Engine.Detection;

/// <summary>What is too small to matter at a sample, on the judged scale.</summary>
/// <param name="ScaleFloor">Smallest deviation assumed, greater than zero.</param>
/// <param name="MinEffect">Smallest effect that may count.</param>
/// <param name="LevelSamples">Samples the level rests on, at least 1.</param>
internal readonly record struct ScoreBounds(double ScaleFloor, double MinEffect, double LevelSamples)
{
    /// <summary>True when each sample stands for a long time: the means of several are then of hours in which the
    /// expectation itself is wrong, and count for less.</summary>
    public bool IsCoarse { get; init; }
}
