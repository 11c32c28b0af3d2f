using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Calibrates a statistic against its own tail: the 98 % quantile u and the mean excess b above it are tracked, and the
/// part of a value beyond u is measured in units of b, as an exponential tail (a generalised Pareto with shape 0;
/// Pickands 1975, Balkema and de Haan 1974). The result reads as a normal deviate: a spiky series must deviate more.
/// A series quieter than normal gains nothing, so the score never exceeds the raw one. O(1).
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
    private const double ExcessStep = 0.05;

    /// <summary>The quantile, minus the normal one; so that the default value is the normal tail.</summary>
    [Id(0)]
    public double ExtraQuantile;

    /// <summary>The mean excess, minus the normal one.</summary>
    [Id(1)]
    public double ExtraExcess;

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
    public void Learn(double value, double damping)
    {
        var excess = value - (NormalQuantile + ExtraQuantile);
        var step = QuantileStep * damping * (NormalExcess + ExtraExcess) / NormalExcess;
        ExtraQuantile = Math.Max(0, ExtraQuantile + (excess > 0 ? step * (1 - TailShare) : -step * TailShare));
        if (excess > 0)
        {
            var seen = Math.Min(excess, 5 * (NormalExcess + ExtraExcess));
            ExtraExcess = Math.Max(0, ExtraExcess + (ExcessStep * damping * (seen - NormalExcess - ExtraExcess)));
        }
    }
}
