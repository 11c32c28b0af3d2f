namespace AiopsTwin.Engine.Scenarios.Timelines;

/// <summary>What a timeline keeps.</summary>
/// <param name="SnapshotEvery">Simulated time between two snapshots, greater than zero.</param>
/// <param name="MaxSnapshotBytes">Most bytes of snapshots; the first one and the newest are kept in any case.</param>
/// <param name="HashEvery">Ticks between two hashes of the world's state, at least 1.</param>
/// <param name="MaxSeriesBytes">Most bytes of series; beyond it the oldest instants fall off.</param>
public sealed record TimelineSettings(
    TimeSpan SnapshotEvery, long MaxSnapshotBytes, int HashEvery, long MaxSeriesBytes)
{
    /// <summary>A snapshot a minute (so a seek plays half a minute on average), 256 MB of them, a hash every ten ticks
    /// (some hundredths of what the ticks cost), 64 MB of series: an hour of 10 000 entities every ten
    /// seconds.</summary>
    public static TimelineSettings Default { get; } = new(TimeSpan.FromMinutes(1), 256 << 20, 10, 64 << 20);
}
