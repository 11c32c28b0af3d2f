using Orleans;

namespace AiopsTwin.Engine.Detection;

/// <summary>
/// Estimates the first sample of a deviation: a one-sided cumulative sum (Page, "Continuous inspection schemes",
/// Biometrika 1954) of residuals less one deviation; the onset is where the sum last left zero. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.OnsetTracker")]
internal struct OnsetTracker
{
    private const double Allowance = 1;
    private const double Limit = 5;

    /// <summary>The sum, at least 0.</summary>
    [Id(0)]
    public double Sum;

    /// <summary>Instant of the sample with which the sum left zero, UTC ticks; meaningless while it is zero.</summary>
    [Id(1)]
    public long Onset;

    /// <summary>Hears one standardised residual, positive in the direction watched.</summary>
    public void Hear(long ticks, double z)
    {
        var sum = Sum + Math.Min(z, Limit) - Allowance;
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
        Sum = Math.Min(sum, 20 * Limit);
    }
}
