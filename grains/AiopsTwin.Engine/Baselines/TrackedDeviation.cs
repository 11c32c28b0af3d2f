using Orleans;

namespace AiopsTwin.Engine.Baselines;

/// <summary>
/// One robust deviation, learned for ever by bounded steps: d += a (1.2533 min(|e|, 3d) - d). It is slowed while the
/// series is anomalous but never frozen: a frozen spread made alarms run away. O(1).
/// </summary>
[GenerateSerializer, Alias("aiopstwin.TrackedDeviation")]
internal struct TrackedDeviation
{
    private const double Reach = 3;

    /// <summary>The deviation, at least 0.</summary>
    [Id(0)]
    public double Value;

    /// <summary>Learns one residual.</summary>
    /// <param name="residual">The residual; its sign does not matter.</param>
    /// <param name="rate">Step, in (0, 1).</param>
    /// <param name="floor">Smallest value the deviation may take, greater than zero.</param>
    public void Learn(double residual, double rate, double floor)
    {
        var seen = double.MinNative(Math.Abs(residual), Reach * double.MaxNative(Value, floor));
        Value += rate * ((RobustStatistics.MeanToDeviation * seen) - Value);
    }
}
