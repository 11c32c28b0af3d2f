namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>
/// Lets a detector alarm again only when its score passes every one of the twelve hours before: one alarm an episode
/// instead of one a sample. A rule of presentation, the same for every detector it is put on.
/// </summary>
public static class RefractoryScore
{
    private static readonly long Memory = TimeSpan.FromHours(12).Ticks;

    /// <summary>The scores with those that repeat an earlier one set to 0. O(1) a sample on average.</summary>
    /// <param name="ticks">Instants, UTC ticks, ascending.</param>
    /// <param name="scores">Scores, at least 0; as long as the instants.</param>
    public static float[] Of(ReadOnlySpan<long> ticks, ReadOnlySpan<float> scores)
    {
        var kept = new float[scores.Length];
        var descending = new LinkedList<int>();
        for (var i = 0; i < scores.Length; i++)
        {
            while (descending.First is { } oldest && ticks[oldest.Value] < ticks[i] - Memory)
            {
                descending.RemoveFirst();
            }

            var isHighest = descending.First is not { } highest || scores[i] > scores[highest.Value];
            kept[i] = isHighest ? scores[i] : 0;
            while (descending.Last is { } newest && scores[newest.Value] <= scores[i])
            {
                descending.RemoveLast();
            }

            descending.AddLast(i);
        }

        return kept;
    }
}
