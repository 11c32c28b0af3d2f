using AiopsTwin.Cli.Output;

namespace AiopsTwin.Scenarios.Tests.Output;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(1, "p = 1")]
    [InlineData(0.03125, "p = 0.0313")]
    [InlineData(0.0001, "p = 0.0001")]
    [InlineData(0.00009999, "p < 0.0001")]
    [InlineData(8.0466e-7, "p < 0.0001")]
    public void P_AnyChance_IsNeverWrittenAsNothing(double value, string expected) =>
        Assert.Equal(expected, Figures.P(value));

    [Fact]
    public void Chance_VerySmall_KeepsTheDigitsThatCount()
    {
        Assert.Equal(8.04663e-7, Figures.Chance(8.0466270447e-7).GetValue<double>());
        Assert.Equal(0.25, Figures.Chance(0.25).GetValue<double>());
    }
}
