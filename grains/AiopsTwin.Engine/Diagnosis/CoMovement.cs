using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Telemetry;

namespace AiopsTwin.Engine.Diagnosis;

/// <summary>
/// How far a deviation moves with the symptom (diagnosis reference 4.3): what was bad long before, or wanders by
/// itself, is a deviation but not a cause. Rank correlation over the newest samples before and inside the window,
/// each taken in its bad direction. O(n log n) per series.
/// </summary>
internal static class CoMovement
{
    // Fewer common samples than this, or a window without a before and a during, say nothing.
    private const int ShortestOverlap = 8;
    private const int ShortestBefore = 4;
    private const int ShortestDuring = 2;

    // What does not move with the symptom keeps a fifth: correlation over few samples is a poor judge.
    private const double Least = 0.2;

    /// <summary>A factor in [0.2, 1]; 1 where there is nothing to compare.</summary>
    /// <param name="own">The series judged; null gives 1.</param>
    /// <param name="symptom">The series in which the trouble is felt; null gives 1.</param>
    /// <param name="onset">Onset of the trouble.</param>
    public static double Factor(SeriesEvidence? own, SeriesEvidence? symptom, DateTimeOffset onset)
    {
        if (own is null || symptom is null || ReferenceEquals(own, symptom))
        {
            return 1;
        }

        var felt = new Dictionary<DateTimeOffset, double>();
        foreach (var value in symptom.Recent)
        {
            felt[value.At] = value.Value;
        }

        var common = own.Recent.Where(value => felt.ContainsKey(value.At)).ToArray();
        var before = common.Count(value => value.At < onset);
        if (common.Length < ShortestOverlap || before < ShortestBefore || common.Length - before < ShortestDuring)
        {
            return 1;
        }

        var sign = Sign(own) * Sign(symptom);
        var correlation = RankCorrelation.Of(
            Array.ConvertAll(common, value => value.Value), Array.ConvertAll(common, value => felt[value.At]));
        if (correlation is { } rho)
        {
            return Math.Clamp(Least + ((2 - Least) * sign * rho), Least, 1);
        }

        // One of them did not move at all: when it is the symptom, the comparison is void.
        return common.All(value => felt[value.At].Equals(felt[common[0].At])) ? 1 : Least;
    }

    /// <summary>
    /// How much of a deviation is new, in [0.2, 1]: what was already there in the samples right before the onset is
    /// not what happened at the onset. 1 with fewer than two such samples, or without a deviation.
    /// </summary>
    /// <param name="own">The series judged; null gives 1.</param>
    /// <param name="onset">Onset of the trouble.</param>
    /// <param name="interval">Sampling interval; the last five before the onset are looked at.</param>
    public static double Freshness(SeriesEvidence? own, DateTimeOffset onset, TimeSpan interval)
    {
        var before = (own?.Recent ?? []).Where(value => value.At < onset && value.At >= onset - (5 * interval))
            .Select(value => value.Value).Order().ToArray();
        if (before.Length < 2)
        {
            return 1;
        }

        var level = (before[(before.Length - 1) / 2] + before[before.Length / 2]) / 2;
        var rise = own!.Observed - own.Baseline;
        return Math.Abs(rise) < own.Scale ? 1 : Math.Clamp((own.Observed - level) / rise, Least, 1);
    }

    private static double Sign(SeriesEvidence series) => MetricCatalog.Describe(series.Metric).Bad switch
    {
        BadDirection.Up => 1,
        BadDirection.Down => -1,
        _ => series.Deviation < 0 ? -1 : 1,
    };
}
