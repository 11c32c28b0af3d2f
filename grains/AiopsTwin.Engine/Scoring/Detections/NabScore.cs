namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>
/// The score of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015, section III, and the published scorer): an alarm
/// in a window counts the more the earlier it comes, one outside costs the less the closer it follows a window, both
/// by the same sigmoid; of a window only the earliest alarm counts; the first 15 % of a series (750 samples at most)
/// are not scored; one threshold for all series, the best one. 0 is a detector that never alarms, 100 one that alarms
/// at the start of every window and nowhere else. O(n log n) in all samples.
/// </summary>
public static class NabScore
{
    private const double UnscoredShare = 0.15;
    private const double UnscoredMost = 750;
    private const double FarBehind = 3;

    /// <summary>The sigmoid: 2 / (1 + exp(5 x)) - 1; -1 from three window lengths behind a window on.</summary>
    /// <param name="place">Place relative to a window's right edge, in lengths of the window: -1 at its left edge, 0 at
    /// its right one, positive behind it.</param>
    public static double Weight(double place) => place >= FarBehind ? -1 : (2 / (1 + Math.Exp(5 * place))) - 1;

    /// <summary>The best score any one threshold gives.</summary>
    /// <param name="series">Series with one score a sample, at least 0; zeros are never alarms.</param>
    /// <param name="profile">What alarms are worth.</param>
    /// <returns>The threshold and the score, at least 0: no alarm at all scores 0.</returns>
    public static (double Threshold, double Score) Best(
        IReadOnlyList<(DetectionSeries Series, float[] Scores)> series, NabProfile profile)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(profile);
        var (points, windows) = Points(series, profile);
        points.Sort((left, right) => right.Score.CompareTo(left.Score));
        var earned = new double[windows];
        Array.Fill(earned, -profile.Missed);
        var raw = -profile.Missed * windows;
        var best = (Threshold: double.PositiveInfinity, Raw: raw);
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            if (point.Window < 0)
            {
                raw += point.Worth;
            }
            else if (point.Worth > earned[point.Window])
            {
                raw += point.Worth - earned[point.Window];
                earned[point.Window] = point.Worth;
            }

            var isLastOfScore = i + 1 == points.Count || points[i + 1].Score < point.Score;
            best = isLastOfScore && raw > best.Raw ? (point.Score, raw) : best;
        }

        return (best.Threshold, Normalise(best.Raw, windows, profile));
    }

    /// <summary>The score of alarms as they are, whatever threshold made them.</summary>
    /// <param name="series">Series with a score above 0 at every alarm, and 0 elsewhere.</param>
    /// <param name="profile">What alarms are worth.</param>
    public static double Of(IReadOnlyList<(DetectionSeries Series, float[] Scores)> series, NabProfile profile)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(profile);
        var (points, windows) = Points(series, profile);
        var found = points.Where(point => point.Window >= 0)
            .GroupBy(point => point.Window)
            .Select(group => group.Max(point => point.Worth))
            .ToList();
        var raw = found.Sum() - (profile.Missed * (windows - found.Count))
            + points.Where(point => point.Window < 0).Sum(point => point.Worth);
        return Normalise(raw, windows, profile);
    }

    private static double Normalise(double raw, int windows, NabProfile profile) => windows == 0
        ? 0
        : 100 * (raw + (profile.Missed * windows)) / (windows * (profile.Found + profile.Missed));

    private static (List<NabPoint> Points, int Windows) Points(
        IReadOnlyList<(DetectionSeries Series, float[] Scores)> series, NabProfile profile)
    {
        var points = new List<NabPoint>();
        var windows = 0;
        foreach (var (one, scores) in series)
        {
            windows = AddPoints(one, scores, profile, windows, points);
        }

        return (points, windows);
    }

    private static int AddPoints(
        DetectionSeries series, float[] scores, NabProfile profile, int windows, List<NabPoint> points)
    {
        var unscored = Math.Min(Math.Floor(UnscoredShare * scores.Length), UnscoredMost);
        var next = 0;
        var (first, last) = (-1, -1);
        var isScored = false;
        for (var i = 0; i < scores.Length; i++)
        {
            var ticks = series.Ticks[i];
            if (i > last && next < series.Events.Length && ticks >= series.Events[next].Start)
            {
                (first, last) = (i, LastOf(series, series.Events[next++].End, i));
                windows += last >= unscored ? 1 : 0;
                isScored = last >= unscored;
            }

            var isInside = first >= 0 && i <= last;
            if (i < unscored || scores[i] <= 0)
            {
                continue;
            }

            var width = last - first + 1;
            points.Add(isInside && isScored
                ? new NabPoint(
                    scores[i], windows - 1, Weight(-(last - i + 1) / (double)width) * profile.Found / Weight(-1))
                : new NabPoint(scores[i], -1, profile.FalseAlarm * Behind(first, last, i)));
        }

        return windows;
    }

    private static double Behind(int first, int last, int place) =>
        first < 0 ? Weight(FarBehind) : Weight((place - last) / (double)Math.Max(1, last - first));

    private static int LastOf(DetectionSeries series, long end, int from)
    {
        var last = from;
        while (last + 1 < series.Ticks.Length && series.Ticks[last + 1] <= end)
        {
            last++;
        }

        return last;
    }

    /// <summary>What an alarm at one sample is worth; the window is -1 outside any.</summary>
    private readonly record struct NabPoint(double Score, int Window, double Worth);
}
