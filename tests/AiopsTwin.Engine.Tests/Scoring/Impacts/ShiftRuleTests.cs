using AiopsTwin.Engine.Scoring.Impacts;

namespace AiopsTwin.Engine.Tests.Scoring.Impacts;

public sealed class ShiftRuleTests
{
    // Mean 10, deviation 1, median 10: four deviations end at 14, the ratio at 12.
    private static readonly NormalSpread Normal = new(10, 1, 10);

    [Theory]
    [InlineData(14.0, 10, false)]
    [InlineData(14.1, 10, true)]
    [InlineData(14.1, 11.8, false)]
    [InlineData(14.3, 11.8, true)]
    [InlineData(14.1, double.NaN, true)]
    [InlineData(double.NaN, 10, false)]
    public void HasShifted_AgainstEachOfItsBounds_IsBeyondAll(double value, double before, bool expected)
    {
        var shifted = ShiftRule.HasShifted(value, Normal, before);

        Assert.Equal(expected, shifted);
    }

    [Fact]
    public void HasShifted_SteadyNormalRun_StillAsksForAFifthMore()
    {
        var steady = new NormalSpread(10, 0.01, 10);

        Assert.False(ShiftRule.HasShifted(11.9, steady, double.NaN));
        Assert.True(ShiftRule.HasShifted(12.1, steady, double.NaN));
    }
}
