using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Calibrates a statistic against its own tail: the 98 % quantile u and the mean excess b above it are tracked, and the
/// part of a value beyond u is measured in units of b, as an exponential tail (a generalised Pareto with shape 0;
/// Pickands 1975, Balkema and de Haan 1974). The result reads as a normal deviate: a spiky series must deviate more.
/// A series quieter than normal gains nothing, so the score never exceeds the raw one. The excess is learned once from
/// each run above the quantile, by its peak and when it is over (runs declustering; Coles 2001, An Introduction to
/// Statistical Modeling of Extreme Values, 5.3.2): values next to each other are one event, and a deviation must not
/// raise the bar it is being measured against. The first run moves the mean by a tenth, later ones by less and less,
/// down to a fiftieth: a mean that moves by a twentieth for ever is off by a fifth most of the time. An excess beyond
/// three and a half means is taken as that many, and the mean is corrected for it: what people call anomalies lies out
/// there, and two of them a week must not hide the third. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.TailTracker")]
internal struct TailTracker
{
    /// <summary>98 % quantile of the absolute value of a standard normal, Phi^-1(0.99).</summary>
    private const double NormalQuantile = 2.326;

    /// <summary>Its mean excess: phi(u) / (1 - Phi(u)) - u.</summary>
    private const double NormalExcess = 0.339;

    private const double TailShare = 0.02;
    private const double QuantileStep = 0.04;
    private const double LeastExcessStep = 0.02;

    /// <summary>Runs that the normal tail, assumed at first, is worth.</summary>
    private const double AssumedRuns = 10;

    /// <summary>Runs above the quantile that a value brings: two in a hundred values, of which those of a run are
    /// some twenty where neighbours resemble each other.</summary>
    private const double RunsPerValue = 0.001;

    private const double ExcessReach = 3.5;

    /// <summary>Mean of an exponential excess that is taken as three and a half means at most, as a share of the
    /// excess' own: 1 - exp(-3.5).</summary>
    private const double ReachedShare = 0.9698;

    // Longer runs move the quantile no further; the slow means of noise stay out about this long.
    private const int RunCounted = 20;

    // Seven figures: steps of a ten-thousandth are added to numbers about 1.
    [NonSerialized]
    private float _quantile;

    [NonSerialized]
    private float _excess;

    [NonSerialized]
    private float _peak;

    /// <summary>The quantile, minus the normal one; so that the default value is the normal tail.</summary>
    [Id(0)]
    public double ExtraQuantile
    {
        readonly get => _quantile;
        set => _quantile = (float)value;
    }

    /// <summary>The mean excess, minus the normal one.</summary>
    [Id(1)]
    public double ExtraExcess
    {
        readonly get => _excess;
        set => _excess = (float)value;
    }

    /// <summary>Largest value of the run above the quantile that is going on; 0 when none is.</summary>
    [Id(2)]
    public double Peak
    {
        readonly get => _peak;
        set => _peak = (float)value;
    }

    /// <summary>Values of that run so far.</summary>
    [Id(3)]
    public int Run;

    /// <summary>The value in calibrated units, at most the value.</summary>
    /// <param name="value">Badness in own deviations, at least 0.</param>
    public readonly double Calibrate(double value)
    {
        var quantile = NormalQuantile + ExtraQuantile;
        return value <= quantile
            ? value * (NormalQuantile / quantile)
            : NormalQuantile + ((value - quantile) * NormalExcess / (NormalExcess + ExtraExcess));
    }

    /// <summary>Learns one value.</summary>
    /// <param name="value">Badness in own deviations, at least 0.</param>
    /// <param name="damping">Share of the usual step, in (0, 1].</param>
    /// <param name="learned">Values learned before.</param>
    public void Learn(double value, double damping, long learned)
    {
        var quantile = NormalQuantile + ExtraQuantile;
        var step = QuantileStep / NormalExcess * damping * (NormalExcess + ExtraExcess);
        if (value > quantile)
        {
            ExtraQuantile += Run++ < RunCounted ? step * (1 - TailShare) : 0;
            Peak = Math.Max(Peak, value);
            return;
        }

        ExtraQuantile = double.MaxNative(0, ExtraQuantile - (step * TailShare));
        if (Peak > 0)
        {
            var mean = NormalExcess + ExtraExcess;
            var seen = Math.Min(Math.Max(0, Peak - quantile), ExcessReach * mean) / ReachedShare;
            var gain = Math.Max(LeastExcessStep, 1 / (AssumedRuns + (RunsPerValue * learned)));
            ExtraExcess = Math.Max(0, ExtraExcess + (gain * (seen - mean)));
            Drop();
        }
    }

    /// <summary>Learns a number of values far below the quantile at once, as if each had been heard.</summary>
    /// <param name="values">How many, at least 0.</param>
    /// <param name="damping">Share of the usual step, in (0, 1].</param>
    /// <param name="learned">Values learned before.</param>
    public void Rest(long values, double damping, long learned)
    {
        if (values >= 1)
        {
            Learn(0, damping, learned);
            var step = QuantileStep * damping * (NormalExcess + ExtraExcess) / NormalExcess;
            ExtraQuantile = Math.Max(0, ExtraQuantile - ((values - 1) * step * TailShare));
        }
    }

    /// <summary>Forgets the run that is going on: it became an alert, and what alerts is no noise.</summary>
    public void Drop() => (Peak, Run) = (0, 0);
}
