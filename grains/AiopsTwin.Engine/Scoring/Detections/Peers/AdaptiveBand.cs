namespace AiopsTwin.Engine.Scoring.Detections.Peers;

/// <summary>
/// The "adaptive" rule of Grafana's promql-anomaly-detection, read as a score: where the value lies in a band around
/// its mean of one hour, 1 being the edge at which the rule alerts. The band joins three: half the mean to either side;
/// twice the mean, over 26 hours, of the one-hour standard deviation where that exceeds half the mean; and mean and
/// twice the standard deviation of the hours around this time a day and a week ago, taken every five minutes. It ends
/// at zero, and values not above zero are dropped, as the rule drops them.
/// We take the rule at every sample; Prometheus takes it every minute, through gaps as well, in which it goes on
/// counting deviations of the hour before. Where there is one sample a minute the verdicts are those of Prometheus
/// (test <c>Adaptive_GeneratedWeek_IsTheRuleOfARealPrometheus</c>). Not part of the score: that the rule waits five
/// minutes before it notifies.
/// </summary>
internal sealed class AdaptiveBand : ISampleScorer
{
    private const double Multiplier = 2;
    private const double CountedShare = 0.5;
    private const double Margin = 0.5;
    private const int StepsPerHour = 12;
    private const int StepsPerDay = 24 * StepsPerHour;

    // The hour ends half an hour after the same time of the earlier day, so that this time is in its middle.
    private const int StepsToYesterday = StepsPerDay - (StepsPerHour / 2);
    private const int StepsToLastWeek = (7 * StepsPerDay) - (StepsPerHour / 2);

    private static readonly long Step = TimeSpan.TicksPerHour / StepsPerHour;
    private static readonly long Averaged = 26 * TimeSpan.TicksPerHour;

    private readonly Queue<(long Ticks, double Value)> _hour = new();
    private readonly Queue<(long Ticks, double Deviation)> _counted = new();
    private readonly Dictionary<long, Band> _past = [];
    private double _sum;
    private double _squares;
    private double _countedSum;
    private long _closed;

    public double Score(long ticks, double value)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            return 0;
        }

        CloseUntil(ticks);
        Take(ticks, value);
        var (mean, deviation) = Moments();
        var band = Earlier(ticks / Step).Join(new Band(mean * (1 - Margin), mean * (1 + Margin)));
        if (Usual(ticks, mean, deviation) is { } usual)
        {
            band = band.Join(Band.Around(mean, usual));
        }

        var room = value >= mean ? band.High - mean : mean - Math.Max(0, band.Low);
        return Math.Abs(value - mean) / room;
    }

    /// <summary>Keeps the hours that ended since the last sample, before the new one moves the window.</summary>
    private void CloseUntil(long ticks)
    {
        var last = (ticks - 1) / Step;
        for (; _closed < last && _hour.Count > 0; _closed++)
        {
            Forget((_closed + 1) * Step);
            if (_hour.Count > 0)
            {
                Keep(_closed + 1);
            }
        }

        _closed = Math.Max(_closed, last);
    }

    private void Take(long ticks, double value)
    {
        _hour.Enqueue((ticks, value));
        _sum += value;
        _squares += value * value;
        Forget(ticks);
        if (ticks % Step == 0)
        {
            _closed = ticks / Step;
            Keep(_closed);
        }
    }

    private void Forget(long ticks)
    {
        while (_hour.Count > 0 && _hour.Peek().Ticks <= ticks - TimeSpan.TicksPerHour)
        {
            var old = _hour.Dequeue().Value;
            _sum -= old;
            _squares -= old * old;
        }
    }

    private void Keep(long step)
    {
        var (mean, deviation) = Moments();
        _past[step] = Band.Around(mean, deviation);
        _past.Remove(step - StepsToLastWeek - 2);
    }

    private (double Mean, double Deviation) Moments()
    {
        var mean = _sum / _hour.Count;
        return (mean, Math.Sqrt(Math.Max(0, (_squares / _hour.Count) - (mean * mean))));
    }

    /// <summary>The mean of the deviations that counted lately; null when none did.</summary>
    private double? Usual(long ticks, double mean, double deviation)
    {
        if (deviation > CountedShare * mean)
        {
            _counted.Enqueue((ticks, deviation));
            _countedSum += deviation;
        }

        while (_counted.Count > 0 && _counted.Peek().Ticks <= ticks - Averaged)
        {
            _countedSum -= _counted.Dequeue().Deviation;
        }

        return _counted.Count > 0 ? _countedSum / _counted.Count : null;
    }

    /// <summary>The bands of a day and a week ago; where there is neither, those of the evaluation before.</summary>
    private Band Earlier(long step)
    {
        var now = EvaluatedAt(step);
        return now == default ? EvaluatedAt(step - 1) : now;
    }

    private Band EvaluatedAt(long step) => _past.GetValueOrDefault(step - StepsToYesterday)
        .Join(_past.GetValueOrDefault(step - StepsToLastWeek));

    /// <summary>From and to; the default stands for no band at all.</summary>
    private readonly record struct Band(double Low, double High)
    {
        public static Band Around(double mean, double deviation) =>
            new(mean - (Multiplier * deviation), mean + (Multiplier * deviation));

        public Band Join(in Band other) => other == default ? this
            : this == default ? other
            : new Band(Math.Min(Low, other.Low), Math.Max(High, other.High));
    }
}
