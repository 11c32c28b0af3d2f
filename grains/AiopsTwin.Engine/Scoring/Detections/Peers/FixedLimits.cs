namespace AiopsTwin.Engine.Scoring.Detections.Peers;

/// <summary>
/// Static thresholds as people set them: once, after looking at the first three days (which are not scored), just
/// outside of what is usual there, the first and last percent left aside; never touched again. The score is how far a
/// value lies from the middle, in half widths of that range, so that the one threshold of all series says how wide
/// people set them.
/// </summary>
internal sealed class FixedLimits : ISampleScorer
{
    private const double LeftAside = 0.01;
    private const double LeastShare = 0.01;

    private static readonly long Looking = TimeSpan.FromDays(3).Ticks;

    private readonly List<double> _seen = [];
    private long _since;
    private double _middle;
    private double _half;

    public double Score(long ticks, double value)
    {
        if (!double.IsFinite(value))
        {
            return 0;
        }

        _since = _since == 0 ? ticks : _since;
        if (ticks - _since < Looking)
        {
            _seen.Add(value);
            return 0;
        }

        if (_seen.Count > 0)
        {
            Set();
        }

        return _half == 0 ? 0 : Math.Abs(value - _middle) / _half;
    }

    private void Set()
    {
        _seen.Sort();
        var low = _seen[(int)(LeftAside * (_seen.Count - 1))];
        var high = _seen[(int)((1 - LeftAside) * (_seen.Count - 1))];
        _middle = (low + high) / 2;
        _half = Math.Max((high - low) / 2, LeastShare * Math.Abs(_middle));
        _seen.Clear();
    }
}
