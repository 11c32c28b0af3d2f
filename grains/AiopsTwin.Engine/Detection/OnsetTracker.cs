using System.Runtime.InteropServices;
using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Estimates the first sample of a deviation: a one-sided cumulative sum (Page, "Continuous inspection schemes",
/// Biometrika 1954) of residuals less an allowance; the onset is where the sum last left zero. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.OnsetTracker"), StructLayout(LayoutKind.Sequential, Pack = sizeof(float))]
internal struct OnsetTracker
{
    /// <summary>Residuals below this are noise; finds the onset of small and slow deviations.</summary>
    public const double Fine = 1;

    /// <summary>Residuals below this are noise beside a large deviation: an earlier lean is not its onset.</summary>
    public const double Sharp = 3;

    private const double Limit = 5;
    private const double MaxSum = 20;

    [NonSerialized]
    private float _sum;

    /// <summary>Instant of the sample with which the sum left zero, UTC ticks; meaningless while it is zero.</summary>
    [Id(1)]
    public long Onset;

    /// <summary>The sum, at least 0.</summary>
    [Id(0)]
    public double Sum
    {
        readonly get => _sum;
        set => _sum = (float)value;
    }

    /// <summary>Hears one standardised residual, positive in the direction watched.</summary>
    /// <param name="ticks">Instant of the sample.</param>
    /// <param name="z">The residual, in deviations.</param>
    /// <param name="allowance">Deviations that are noise.</param>
    public void Hear(long ticks, double z, double allowance = Fine)
    {
        var sum = Sum + Math.Min(z, Limit) - allowance;
        if (sum <= 0)
        {
            Sum = 0;
            return;
        }

        if (Sum == 0)
        {
            Onset = ticks;
        }

        // Bounded, so that the end of a long deviation is heard as soon as that of a short one.
        Sum = Math.Min(sum, MaxSum);
    }
}
