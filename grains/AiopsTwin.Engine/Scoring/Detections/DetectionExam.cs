namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>Shows series to detectors.</summary>
public static class DetectionExam
{
    /// <summary>One score a sample, from a detector that has seen nothing yet. It is shown instants and values
    /// alone.</summary>
    public static float[] Scores(DetectionSeries series, ISampleScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(scorer);
        var scores = new float[series.Ticks.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)scorer.Score(series.Ticks[i], series.Values[i]);
        }

        return scores;
    }

    /// <summary>One score a sample, and how rare each is, from a twin that has seen nothing yet.</summary>
    public static (float[] Scores, float[] Rarities) ScoresOf(DetectionSeries series, TwinScorer twin)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(twin);
        var scores = new float[series.Ticks.Length];
        var rarities = new float[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)twin.Score(series.Ticks[i], series.Values[i]);
            rarities[i] = (float)twin.Rarity;
        }

        return (scores, rarities);
    }
}
