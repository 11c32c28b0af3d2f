using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Benchmarks.Diagnosing;

/// <summary>
/// A plain peer: entities by the largest deviation of any of their series from the median of the time before, in median
/// absolute deviations. It knows no graph, no requests and no directions: what BARO's scorer (Pham, Ha, Zhang, FSE
/// 2024) comes down to.
/// </summary>
internal static class RobustRanking
{
    /// <summary>The ranking, best first.</summary>
    public static List<(EntityId Entity, double Deviation)> Of(IEnumerable<RawSeries> series) =>
    [
        .. series.GroupBy(one => one.Entity)
            .Select(group => (group.Key, Deviation: group.Max(Deviation)))
            .OrderByDescending(one => one.Deviation).ThenBy(one => one.Key),
    ];

    private static double Deviation(RawSeries series)
    {
        var before = series.Before.Select(value => value.Value).ToArray();
        Array.Sort(before);
        var median = before[before.Length / 2];
        var spreads = Array.ConvertAll(before, value => Math.Abs(value - median));
        Array.Sort(spreads);
        var scale = Math.Max(1e-9, 1.4826 * spreads[spreads.Length / 2]);
        return series.Since.Max(value => Math.Abs(value.Value - median)) / scale;
    }
}
