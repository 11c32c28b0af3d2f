using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// How rarely a statistic of one series is as large as it is: its 99 % quantile and the mean excess above it are
/// tracked, and beyond the quantile an exponential tail is assumed (Pickands 1975). The excess is learned once from
/// each run above the quantile, by its peak and when it is over. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.RarityTail")]
internal struct RarityTail
{
    private const double TailShare = 0.01;
    private const double TailDecades = 2;
    private const double NatsPerDecade = 2.302585;
    private const double SlowestRate = 0.001;
    private const double FirstSamples = 100;
    private const double SettledSamples = (1 / SlowestRate) - FirstSamples;
    private const double ExcessStep = 0.05;

    /// <summary>One run tells at most this many mean excesses, so that an incident does not make the next one
    /// common.</summary>
    private const double Reach = 3;

    /// <summary>Smallest mean excess, as a share of the quantile: a series that was always the same all the more needs
    /// more than a hair's breadth to be rare.</summary>
    private const double LeastShare = 0.1;

    private const double LeastQuantile = 0.1;

    // Where a tail begins, in deviations of the statistic: the normal one's quantile, and an excess wide enough that
    // the first hours are not called rare.
    private const double FirstQuantile = 2.5;
    private const double FirstExcess = 1;

    /// <summary>The quantile.</summary>
    [Id(0)]
    public float Quantile;

    /// <summary>The mean excess above it, greater than zero.</summary>
    [Id(1)]
    public float Excess;

    /// <summary>Largest value of the run above the quantile that is going on; 0 when none is.</summary>
    [Id(2)]
    public float Peak;

    /// <summary>The tail a statistic is given before it was seen.</summary>
    /// <param name="deviation">One deviation of the statistic.</param>
    public static RarityTail Of(double deviation) => new()
    {
        Quantile = (float)(FirstQuantile * deviation),
        Excess = (float)(FirstExcess * deviation),
    };

    /// <summary>Logarithm to base 10 of the number of values among which one is as large; below the quantile a line
    /// down to 0.</summary>
    /// <param name="value">The value, at least 0.</param>
    public readonly double RarityOf(double value) => value <= Quantile
        ? TailDecades * value / Quantile
        : TailDecades + ((value - Quantile) / (Excess * NatsPerDecade));

    /// <summary>Share of an excess that a quantile moves down by.</summary>
    /// <param name="samples">Values learned before.</param>
    public static double RateAfter(double samples) =>
        samples < SettledSamples ? 1 / (samples + FirstSamples) : SlowestRate;

    /// <summary>Learns a value.</summary>
    /// <param name="value">The value, at least 0.</param>
    /// <param name="rate">How fast, from <see cref="RateAfter"/>.</param>
    public void Learn(double value, double rate)
    {
        var step = Excess * rate;
        if (value > Quantile)
        {
            Quantile += (float)(step * (1 - TailShare) / TailShare);
            Peak = (float)Math.Max(Peak, value);
            return;
        }

        Quantile = (float)double.MaxNative(LeastQuantile, Quantile - step);
        if (Peak > 0)
        {
            var seen = Math.Clamp(Peak - Quantile, 0, Reach * Excess);
            Excess = (float)Math.Max(LeastShare * Quantile, Excess + (ExcessStep * (seen - Excess)));
            Peak = 0;
        }
    }
}
