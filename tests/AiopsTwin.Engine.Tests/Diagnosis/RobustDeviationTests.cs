using AiopsTwin.Engine.Diagnosis;
using AiopsTwin.Engine.Telemetry;
using AiopsTwin.Testing;

namespace AiopsTwin.Engine.Tests.Diagnosis;

public sealed class RobustDeviationTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(7, 0.5)]
    [InlineData(39, 0.9)]
    public void Bound_HandComputed_Matches(double badness, double expected) =>
        Assert.Equal(expected, RobustDeviation.Bound(badness, 3), 9);

    [Fact]
    public void Badness_EitherDirection_FollowsTheBadOneOfTheMetric()
    {
        Assert.Equal(5, RobustDeviation.Badness(Signal.Series(MetricCatalog.RequestDuration, 10, 15, 1)), 9);
        Assert.Equal(0, RobustDeviation.Badness(Signal.Series(MetricCatalog.RequestDuration, 10, 5, 1)), 9);
        Assert.Equal(5, RobustDeviation.Badness(Signal.Series(MetricCatalog.Availability, 1, 0.5, 0.1)), 9);
        Assert.Equal(5, RobustDeviation.Badness(Signal.Series(MetricCatalog.RequestRate, 10, 5, 1)), 9);
    }

    [Fact]
    public void Badness_ColdBaseline_CountsHalf() =>
        Assert.Equal(2.5, RobustDeviation.Badness(
            Signal.Series(MetricCatalog.RequestDuration, 10, 15, 1) with { IsWarm = false }), 9);

    [Fact]
    public void Combine_NoisyOr_HandComputed() =>
        Assert.Equal(1 - (0.5 * 0.2), RobustDeviation.Combine([0.5, 0.8]), 9);
}
