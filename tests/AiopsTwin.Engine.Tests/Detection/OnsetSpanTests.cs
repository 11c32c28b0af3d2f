using AiopsTwin.Engine.Detection;

namespace AiopsTwin.Engine.Tests.Detection;

public sealed class OnsetSpanTests
{
    [Theory]
    [InlineData(7.687, 0.90)]
    [InlineData(11.033, 0.95)]
    public void Share_PublishedQuantiles_AreFoundAgain(double distance, double share)
    {
        // Yao (1987), and Bai (1997), table of critical values: 7.7 and 11.0.
        Assert.Equal(share, OnsetSpan.Share(distance), 4);
    }

    [Fact]
    public void Within80_LawOfTheError_HoldsFourFifths()
    {
        Assert.Equal(0.8, OnsetSpan.Share(OnsetSpan.Within80), 5);
    }

    [Fact]
    public void Samples_LargerStepsAndLessCorrelatedNoise_AreDatedBetter()
    {
        Assert.InRange(OnsetSpan.Samples(10, 1), 1, 1.1);
        Assert.Equal(5.7, OnsetSpan.Samples(1, 1), 1);
        Assert.True(OnsetSpan.Samples(1, 3) > OnsetSpan.Samples(1, 1));
        Assert.Equal(OnsetSpan.Samples(0.5, 1), OnsetSpan.Samples(0.01, 1));
    }
}
