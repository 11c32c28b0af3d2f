namespace AiopsTwin.Engine.Baselines;

/// <summary>The centre at an instant, to seven figures: it is compared with samples, which scatter by far
/// more.</summary>
/// <param name="Ticks">The instant, UTC ticks.</param>
/// <param name="Center">The centre with its season, on the judged scale.</param>
/// <param name="Season">The season's part of it; NaN when the time of day was not known.</param>
internal readonly record struct BaselineMark(long Ticks, float Center, float Season);
