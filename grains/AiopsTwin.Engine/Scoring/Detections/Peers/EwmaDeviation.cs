namespace AiopsTwin.Engine.Scoring.Detections.Peers;

/// <summary>Distance from an exponentially weighted mean in exponentially weighted deviations (Roberts 1959), the usual
/// first detector of a monitoring system.</summary>
internal sealed class EwmaDeviation : ISampleScorer
{
    private const double Gain = 2 / 31.0;
    private const int Learning = 30;

    // Without it a series that did not move lately would make anything infinitely unusual.
    private const double LeastShare = 0.01;

    private double _mean;
    private double _variance;
    private double _size;
    private int _seen;

    public double Score(long ticks, double value)
    {
        if (!double.IsFinite(value))
        {
            return 0;
        }

        var difference = _seen == 0 ? 0 : value - _mean;
        _size += Math.Max(1.0 / (_seen + 1), 1e-4) * (Math.Abs(value) - _size);
        var deviation = Math.Max(Math.Sqrt(_variance), LeastShare * _size);
        var score = _seen < Learning || deviation == 0 ? 0 : Math.Abs(difference) / deviation;
        var gain = Math.Max(Gain, 1.0 / ++_seen);
        _mean = _seen == 1 ? value : _mean + (gain * difference);
        _variance = (1 - gain) * (_variance + (gain * difference * difference));
        return score;
    }
}
