using AiopsTwin.Engine.Scoring.Impacts;

namespace AiopsTwin.Engine.Tests.Scoring.Impacts;

public sealed class NormalSpreadTests
{
    [Fact]
    public void Of_SamplesWithGaps_CountsThoseThatAreThere()
    {
        var spread = NormalSpread.Of([1, double.NaN, 3, 8])!.Value;

        Assert.Equal(4, spread.Mean, 12);
        Assert.Equal(3, spread.Median, 12);
        Assert.Equal(Math.Sqrt((9 + 1 + 16) / 3.0), spread.Deviation, 12);
    }

    [Fact]
    public void Of_NothingButGaps_IsNone() => Assert.Null(NormalSpread.Of([double.NaN]));
}
