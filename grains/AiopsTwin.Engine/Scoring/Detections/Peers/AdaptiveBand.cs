namespace AiopsTwin.Engine.Scoring.Detections.Peers;

/// <summary>
/// The "adaptive" rule of Grafana's promql-anomaly-detection, read as a score: where the value lies in a band around
/// its mean of one hour, 1 being the edge at which the rule alerts. The band is twice the mean over 26 hours of the
/// one-hour standard deviation, counted only where that exceeds half the mean; it is never narrower than half the
/// mean; and it is joined with the bands of a day and a week ago. Values not above zero are dropped, as the rule drops
/// them.
/// </summary>
internal sealed class AdaptiveBand : ISampleScorer
{
    private const double Multiplier = 2;
    private const double CountedShare = 0.5;
    private const double Margin = 0.5;
    private const int StepsPerDay = 288;
    private const int StepsKept = 7 * StepsPerDay;
    private const int StepsAveraged = 312;

    private static readonly long Step = TimeSpan.TicksPerDay / StepsPerDay;

    private readonly Queue<(long Ticks, double Value)> _hour = new();
    private readonly Dictionary<long, Band> _bands = [];
    private readonly Queue<(long Step, double Deviation)> _counted = new();
    private double _sum;
    private double _squares;
    private double _countedSum;
    private long _step;
    private long _first;

    public double Score(long ticks, double value)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            return 0;
        }

        var mean = MeanOver(ticks, value);
        var step = ticks / Step;
        if (step > _step)
        {
            Close(step, mean);
        }

        var now = new Band(mean * (1 - Margin), mean * (1 + Margin)).Join(_bands.GetValueOrDefault(_step));
        now = now.Join(_bands.GetValueOrDefault(step - StepsPerDay)).Join(_bands.GetValueOrDefault(step - StepsKept));
        var isWarm = step - _first >= StepsPerDay;
        var room = value >= mean ? now.High - mean : mean - now.Low;
        return isWarm && room > 0 ? Math.Abs(value - mean) / room : 0;
    }

    /// <summary>Evaluates the recorded rules, every five minutes.</summary>
    private void Close(long step, double mean)
    {
        _first = _first == 0 ? step : _first;
        _step = step;
        var variance = (_squares / _hour.Count) - (mean * mean);
        var deviation = Math.Sqrt(Math.Max(0, variance));
        if (deviation > CountedShare * mean)
        {
            _counted.Enqueue((step, deviation));
            _countedSum += deviation;
        }

        while (_counted.Count > 0 && _counted.Peek().Step <= step - StepsAveraged)
        {
            _countedSum -= _counted.Dequeue().Deviation;
        }

        var width = _counted.Count > 0 ? Multiplier * _countedSum / _counted.Count : 0;
        _bands[step] = new Band(mean - Math.Max(width, Margin * mean), mean + Math.Max(width, Margin * mean));
        _bands.Remove(step - StepsKept - 1);
    }

    private double MeanOver(long ticks, double value)
    {
        _hour.Enqueue((ticks, value));
        _sum += value;
        _squares += value * value;
        while (_hour.Peek().Ticks <= ticks - TimeSpan.TicksPerHour)
        {
            var old = _hour.Dequeue().Value;
            _sum -= old;
            _squares -= old * old;
        }

        return _sum / _hour.Count;
    }

    private readonly record struct Band(double Low, double High)
    {
        public Band Join(in Band other) => other == default
            ? this
            : new Band(Math.Min(Low, other.Low), Math.Max(High, other.High));
    }
}
