namespace AiopsTwin.Engine.Scoring.Detections.Peers;

/// <summary>Static thresholds as people set them, once, after looking at the series for a while: how far a value lies
/// past the highest, or below the lowest, seen then. The score is the ratio to that limit, so that a threshold on it
/// is a margin; nothing inside the limits scores.</summary>
/// <param name="looking">How long the series is looked at.</param>
internal sealed class StaticLimits(TimeSpan looking) : ISampleScorer
{
    private double _highest = double.MinValue;
    private double _lowest = double.MaxValue;
    private long _since;

    public double Score(long ticks, double value)
    {
        if (!double.IsFinite(value))
        {
            return 0;
        }

        _since = _since == 0 ? ticks : _since;
        if (ticks - _since < looking.Ticks)
        {
            _highest = Math.Max(_highest, value);
            _lowest = Math.Min(_lowest, value);
            return 0;
        }

        var past = Math.Max(_highest > 0 ? value / _highest : 0, value > 0 ? _lowest / value : 0);
        return past > 1 ? past : 0;
    }
}
