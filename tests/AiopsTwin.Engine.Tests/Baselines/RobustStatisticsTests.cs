using AiopsTwin.Engine.Baselines;

namespace AiopsTwin.Engine.Tests.Baselines;

public sealed class RobustStatisticsTests
{
    [Fact]
    public void Median_OddEvenAndEmpty_IsTheMiddle()
    {
        Assert.Equal(2, RobustStatistics.Median([3.0, 1, 2]));
        Assert.Equal(2.5, RobustStatistics.Median([4.0, 1, 2, 3]));
        Assert.Equal(0, RobustStatistics.Median([]));
    }

    [Fact]
    public void Spread_OneOutlier_IsNotMovedByIt()
    {
        // Distances from 3 are 2 1 0 1 97; their median is 1.
        Assert.Equal(1.4826, RobustStatistics.Spread([1.0, 2, 3, 4, 100, 3, 2, 4, 3, 3, 2, 4], 3), 4);
    }

    [Fact]
    public void Spread_MostValuesEqual_StillSeesTheRest() =>
        Assert.True(RobustStatistics.Spread([1.0, 1, 1, 1, 1, 1, 1, 2, 2, 2], 1) > 0);

    [Fact]
    public void Quantile_BetweenOrderStatistics_IsInterpolated()
    {
        Assert.Equal(4.6, RobustStatistics.Quantile([5.0, 1, 2, 3, 4], 0.9), 12);
        Assert.Equal(7, RobustStatistics.Quantile([7.0], 0.9));
    }

    [Fact]
    public void NeighbourCorrelation_AlternatingAndConstant_IsMinusOneAndZero()
    {
        Assert.Equal(-0.75, RobustStatistics.NeighbourCorrelation([1, -1, 1, -1], 0), 12);
        Assert.Equal(0, RobustStatistics.NeighbourCorrelation([2, 2, 2], 2));
    }
}
