namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>
/// Lets a detector alarm again only when its score passes every earlier one, faded by half every 3 % of a day: one
/// alarm an episode instead of one a sample. A rule of presentation, the same for every detector it is put on.
/// </summary>
public static class RefractoryScore
{
    private const double HalfLife = 0.03 * TimeSpan.TicksPerDay;

    /// <summary>The scores with those that repeat an earlier one set to 0.</summary>
    /// <param name="ticks">Instants, UTC ticks, ascending.</param>
    /// <param name="scores">Scores, at least 0; as long as the instants.</param>
    public static float[] Of(ReadOnlySpan<long> ticks, ReadOnlySpan<float> scores)
    {
        var kept = new float[scores.Length];
        var envelope = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            envelope *= i == 0 ? 1 : Math.Pow(0.5, (ticks[i] - ticks[i - 1]) / HalfLife);
            if (scores[i] > envelope)
            {
                kept[i] = scores[i];
                envelope = scores[i];
            }
        }

        return kept;
    }
}
