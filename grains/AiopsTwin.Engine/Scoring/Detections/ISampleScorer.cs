namespace AiopsTwin.Engine.Scoring.Detections;

/// <summary>Reads one series sample by sample and says of each how unusual it is, knowing nothing of what
/// follows.</summary>
public interface ISampleScorer
{
    /// <summary>Judges the next sample.</summary>
    /// <param name="ticks">Its instant, UTC ticks, after all earlier ones.</param>
    /// <param name="value">Its value; NaN when it is missing.</param>
    /// <returns>At least 0; larger is more unusual; 0 without a verdict. Only the order means anything.</returns>
    double Score(long ticks, double value);
}
