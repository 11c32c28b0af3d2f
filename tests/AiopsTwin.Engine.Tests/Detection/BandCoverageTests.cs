using AiopsTwin.Engine.Detection;
using AiopsTwin.Engine.Numerics;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class BandCoverageTests
{
    private static readonly long Minute = TimeSpan.TicksPerMinute;

    [Fact]
    public void Share_FirstTwoDays_IsUnknown()
    {
        var coverage = Heard(2 * 1440 - 10, 1);

        Assert.Null(coverage.Share);
        Assert.False(coverage.IsAdrift);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1.4, false)]
    [InlineData(2, true)]
    [InlineData(0.3, true)]
    public void IsAdrift_SpreadThatIsOff_OnlyWhenTheBandDoesNotFit(double spread, bool isAdrift)
    {
        var coverage = Heard(10 * 1440, spread);

        Assert.Equal(isAdrift, coverage.IsAdrift);
    }

    [Fact]
    public void Share_ModelThatFitAndWasForgotten_IsNoticedWithinTheWeek()
    {
        var coverage = Heard(14 * 1440, 1);
        var random = new SeededRandom(2);

        for (var i = 0; i < 5 * 1440; i++)
        {
            coverage.Take(2 + random.NextNormal(), Minute);
        }

        Assert.InRange(coverage.Share!.Value, 0.8, 0.95);
        Assert.True(coverage.IsAdrift);
    }

    [Fact]
    public void Monitor_SeriesThatIsLearned_SaysItsCoverage()
    {
        var rig = new MonitorRig(intervalSeconds: 60);
        rig.Run("load", 4 * 1440, 10);

        var reading = Assert.Single(rig.Monitor.Series(rig.State));

        Assert.InRange(reading.Coverage!.Value, 0.98, 1);
        Assert.False(reading.IsAdrift);
    }

    private static BandCoverage Heard(int samples, double spread)
    {
        var coverage = default(BandCoverage);
        var random = new SeededRandom(1);
        for (var i = 0; i < samples; i++)
        {
            coverage.Take(spread * random.NextNormal(), Minute);
        }

        return coverage;
    }
}
