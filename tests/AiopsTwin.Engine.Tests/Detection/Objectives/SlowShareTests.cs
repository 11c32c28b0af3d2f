using AiopsTwin.Engine.Detection.Objectives;

namespace AiopsTwin.Engine.Tests.Detection.Objectives;

public sealed class SlowShareTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.19)]
    public void Of_LimitAtThePercentile_IsATwentiethWhateverTheMean(double mean) =>
        Assert.Equal(0.05, SlowShare.Of(0.2, 0.2, mean), 1e-9);

    [Fact]
    public void Of_LogNormalDurations_IsTheShareOfTheDistribution()
    {
        // Center 0.1 s, spread 0.5: mean = 0.1 exp(0.125), p95 = 0.1 exp(0.822427); beyond 0.2 s lies 1 - N(ln 2 /
        // 0.5).
        var share = SlowShare.Of(0.2, 0.1 * Math.Exp(0.8224268), 0.1 * Math.Exp(0.125));

        Assert.Equal(0.0828285, share, 1e-5);
    }

    [Fact]
    public void Of_PercentileAlone_IsAnExponentialTail() => Assert.Equal(0.0025, SlowShare.Of(0.4, 0.2, null), 1e-9);

    [Fact]
    public void Of_MeanFarBelowThePercentile_FallsBackOnTheTail() =>
        Assert.Equal(0.0025, SlowShare.Of(0.4, 0.2, 0.001), 1e-9);

    [Fact]
    public void Of_NoDuration_IsNothing() => Assert.Equal(0, SlowShare.Of(0.1, 0, null));
}
