using AiopsTwin.Engine.Scoring.Forecasts;

namespace AiopsTwin.Cli.Output;

/// <summary>What an evaluation of capacity forecasts found.</summary>
/// <param name="Seed">Seed of the volumes.</param>
/// <param name="Volumes">Volumes generated.</param>
/// <param name="Cases">All questions.</param>
/// <param name="Times">Time each took, without the peers.</param>
/// <param name="FlatAsked">Questions about volumes that do not grow.</param>
/// <param name="FlatDated">How many of them were given a date.</param>
internal sealed record CapacityResult(
    ulong Seed, int Volumes, List<CapacityCase> Cases, List<TimeSpan> Times, int FlatAsked, int FlatDated);
