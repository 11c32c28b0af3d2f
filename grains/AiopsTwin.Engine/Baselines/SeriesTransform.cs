using AiopsTwin.Engine.Telemetry;
using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// The scale on which a series is judged. Positive scale-free quantities use asinh(x / s) with s a fifth of the first
/// median, which acts as a logarithm above s and as a line near zero, so that "4 %" means 4 % at any level; shares and
/// series that touch zero stay linear. Fixed once warm.
/// </summary>
[GenerateSerializer, Alias("aiopstwin.SeriesTransform")]
internal struct SeriesTransform
{
    private const double KneeShare = 0.2;

    /// <summary>The knee s; 0 for linear.</summary>
    [Id(0)]
    public double Knee;

    /// <summary>Chooses by the metric's shape and its first samples.</summary>
    public static SeriesTransform Choose(MetricShape shape, double median, double smallest) => new()
    {
        Knee = shape != MetricShape.Ratio && smallest >= 0 && median > 0 ? KneeShare * median : 0,
    };

    /// <summary>From the metric's unit to the judged scale.</summary>
    public readonly double Apply(double value)
    {
        if (Knee == 0)
        {
            return value;
        }

        var u = Math.Abs(value) / Knee;
        var y = Math.Log(u + Math.Sqrt((u * u) + 1));
        return value < 0 ? -y : y;
    }

    /// <summary>From the judged scale back to the metric's unit.</summary>
    public readonly double Invert(double y) => Knee == 0 ? y : Knee * Math.Sinh(Math.Clamp(y, -300, 300));

    /// <summary>The same, and <see cref="Slope"/> there, for little more than one of them: both are made of one
    /// exponential.</summary>
    public readonly double Invert(double y, out double slope)
    {
        if (Knee == 0)
        {
            slope = 1;
            return y;
        }

        var grown = Math.Exp(Math.Clamp(y, -300, 300));
        var shrunk = 1 / grown;
        slope = 0.5 * Knee * (grown + shrunk);
        return 0.5 * Knee * (grown - shrunk);
    }

    /// <summary>How much the metric moves per unit of the judged scale at a level; greater than zero.</summary>
    public readonly double Slope(double value) => Knee == 0 ? 1 : Math.Sqrt((value * value) + (Knee * Knee));
}
