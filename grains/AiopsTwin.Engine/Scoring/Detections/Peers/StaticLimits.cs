namespace AiopsTwin.Engine.Scoring.Detections.Peers;

/// <summary>Fixed limits: how far a value lies past the highest, or below the lowest, of the first two weeks. The score
/// is the ratio to that limit, so that a threshold on it is a margin; nothing inside the limits scores.</summary>
internal sealed class StaticLimits : ISampleScorer
{
    private static readonly long Learning = TimeSpan.FromDays(14).Ticks;

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
        if (ticks - _since < Learning)
        {
            _highest = Math.Max(_highest, value);
            _lowest = Math.Min(_lowest, value);
            return 0;
        }

        var past = Math.Max(_highest > 0 ? value / _highest : 0, value > 0 ? _lowest / value : 0);
        return past > 1 ? past : 0;
    }
}
