namespace AiopsTwin.Engine.Scoring.Forecasts;

/// <summary>One question about a volume, with what came and what was answered.</summary>
/// <param name="Volume">The volume's name.</param>
/// <param name="Shape">How the volume grows.</param>
/// <param name="Day">The day of asking, from 0.</param>
/// <param name="Horizon">The level asked for is the one reached so many days later.</param>
/// <param name="Actual">Days until the level was first reached; at most the horizon.</param>
/// <param name="Answer">Our answer in days, four times the horizon for "not within sight".</param>
/// <param name="From">Start of our 80 % interval, in days; infinite without a date.</param>
/// <param name="To">End of our 80 % interval, in days; infinite without a date.</param>
/// <param name="WithinFortnight">Our odds that it is reached within 14 days.</param>
/// <param name="Peers">Answers of <see cref="Peers.CapacityPeers.Names"/>; empty before they were compared.</param>
public sealed record CapacityCase(
    string Volume, GrowthShape Shape, int Day, int Horizon, double Actual, double Answer, double From, double To,
    double WithinFortnight, IReadOnlyList<double> Peers)
{
    /// <summary>Whether the interval held the day.</summary>
    public bool IsCovered => Actual >= From && Actual <= To;
}
