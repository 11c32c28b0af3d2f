using AiopsTwin.Engine.Scoring.Forecasts;

namespace AiopsTwin.Engine.Tests.Scoring.Forecasts;

public sealed class ForecastErrorsTests
{
    [Fact]
    public void Smape_TwoSteps_IsTheHandComputedMean()
    {
        // 200 |110 - 100| / 210 = 9.5238; 200 |90 - 100| / 190 = 10.5263.
        Assert.Equal((9.5238 + 10.5263) / 2, ForecastErrors.Smape([110, 90], [100, 100]), 0.001);
        Assert.Equal(0, ForecastErrors.Smape([0], [0]));
    }

    [Fact]
    public void Mase_TwoSteps_IsErrorOverTheHistorysChange()
    {
        // Mean change of the history 2; mean error 3.
        Assert.Equal(1.5, ForecastErrors.Mase([13, 10], [10, 13], [1, 3, 5, 3], 1), 1e-12);
    }

    [Fact]
    public void NaiveTwo_NoSeason_RepeatsTheLastValue()
    {
        var path = new double[3];

        NaiveTwo.Continue([1, 5, 2], 1, path);

        Assert.Equal([2, 2, 2], path);
    }

    [Fact]
    public void NaiveTwo_Season_RepeatsItsFactors()
    {
        double[] factors = [0.5, 1, 1.5, 1];
        var values = Enumerable.Range(0, 40).Select(step => 100 * factors[step % 4]).ToArray();
        var path = new double[4];

        NaiveTwo.Continue(values, 4, path);

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(100 * factors[i], path[i], 1e-6);
        }
    }
}
