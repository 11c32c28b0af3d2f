using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// The slowly moving centre of a series: level and trend by discounted least squares (critically damped double
/// smoothing; Brown, "Smoothing, Forecasting and Prediction", 1963, chapter 9), with the gains of a growing memory
/// until the memory is full. One sample pulls by at most <see cref="Reach"/> deviations, and less while the series is
/// anomalous. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.LevelTracker")]
internal struct LevelTracker
{
    /// <summary>Deviations by which one sample may pull at most.</summary>
    public const double Reach = 3;

    /// <summary>The trend is trusted only with this many samples behind it; fewer extrapolate noise.</summary>
    private const double TrendSamples = 90;

    private const double SettledSamples = 12;
    private const double CountedMemories = 8;

    /// <summary>The centre now.</summary>
    [Id(0)]
    public double Level;

    /// <summary>Its movement per interval.</summary>
    [Id(1)]
    public double Trend;

    /// <summary>Samples the level rests on, counted up to eight memories; falls when the level becomes
    /// uncertain.</summary>
    [Id(2)]
    public double Samples;

    /// <summary>True when the level rests on enough samples to judge by; below, it learns without a bound.</summary>
    public readonly bool IsSettled => Samples >= SettledSamples;

    /// <summary>Moves the clock by a number of intervals, at most three of which extrapolate the trend.</summary>
    public void Move(double intervals, double memory)
    {
        Level += Trend * Math.Min(intervals, 3);
        if (intervals > 3)
        {
            Trend *= Math.Max(0, 1 - (intervals / memory));
        }
    }

    /// <summary>Learns one residual.</summary>
    /// <param name="residual">Value minus level.</param>
    /// <param name="deviation">One deviation of the residual.</param>
    /// <param name="memory">Samples of memory, at least 2.</param>
    /// <param name="pace">How fast, and whether the trend may be learned at all.</param>
    public void Learn(double residual, double deviation, double memory, in LearningPace pace)
    {
        var reach = IsSettled ? Reach * deviation : double.MaxValue;
        var clipped = pace.Share * double.ClampNative(residual, -reach, reach);
        if (pace.IsAnomalous)
        {
            Level += 2 / memory * clipped;
            Trend *= 1 - (1 / memory);
            return;
        }

        Samples = double.MinNative(Samples + 1, CountedMemories * memory);
        var n = Samples;
        Level += double.MaxNative((2 - (1 / memory)) / memory, 2 * ((2 * n) - 1) / (n * (n + 1))) * clipped;
        if (n >= Math.Min(TrendSamples, memory))
        {
            Trend += double.MaxNative(1 / (memory * memory), 6 / (n * (n + 1))) * clipped;
        }
    }

    /// <summary>Lets the level be uncertain, as if it rested on this many samples only.</summary>
    public void Doubt(double samples)
    {
        Samples = Math.Min(Samples, Math.Max(1, samples));
        Trend = 0;
    }
}
