using System.Collections.Immutable;

namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>A generated volume.</summary>
/// <param name="Name">Its name, unique within a set: shape and number.</param>
/// <param name="Shape">How it grows.</param>
/// <param name="Used">Used space at the end of each day, positive.</param>
public sealed record GrowthVolume(string Name, GrowthShape Shape, ImmutableArray<double> Used);
