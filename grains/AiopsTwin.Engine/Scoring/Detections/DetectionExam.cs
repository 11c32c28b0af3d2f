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
}
