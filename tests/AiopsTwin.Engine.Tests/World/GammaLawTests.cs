using AiopsTwin.Engine.World;

namespace AiopsTwin.Engine.Tests.World;

public sealed class GammaLawTests
{
    [Theory]
    [InlineData(1, 1, 3, 0.049787068)]
    [InlineData(2, 2, 4, 0.091578194)]
    [InlineData(1, 0, 2, 0)]
    [InlineData(3, 0, 2, 1)]
    public void Tail_ExponentialErlangAndCertain_AreExact(
        double mean, double variance, double limit, double expected) =>
        Assert.Equal(expected, GammaLaw.Tail(mean, variance, limit), 8);

    [Fact]
    public void Tail_NearlyCertainTime_IsStillThatOfTheGamma() =>
        Assert.Equal(
            MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(2500, 2600), GammaLaw.Tail(1, 0.0004, 1.04), 4);

    [Fact]
    public void Tail_ShortCuts_OnlySkipWhatIsNothing()
    {
        for (var shape = 0.05; shape < 50; shape *= 1.3)
        {
            for (var ratio = 1.0; ratio < 300; ratio *= 1.4)
            {
                if (GammaLaw.Tail(1, 1 / shape, ratio) == 0)
                {
                    var exact = MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(shape, ratio * shape);
                    Assert.True(exact < GammaLaw.Nothing, $"{shape} {ratio}");
                }
            }
        }
    }

    [Fact]
    public void CutOff_Exponential_HasTheTextbookMoments()
    {
        // E min(T, t) = 1 - e^-t and E min(T, t)^2 = 2 - 2 e^-t (1 + t) for an exponential of mean 1.
        var (mean, variance) = GammaLaw.CutOff(1, 1, 2, GammaLaw.Tail(1, 1, 2));

        Assert.Equal(1 - Math.Exp(-2), mean, 9);
        Assert.Equal(2 - (6 * Math.Exp(-2)) - (mean * mean), variance, 9);
    }

    [Theory]
    [InlineData(1, 2.995732)]
    [InlineData(2, 4.743865)]
    [InlineData(5, 9.153519)]
    [InlineData(50, 62.17105)]
    public void Percentile95_ErlangTimes_IsWithinOnePercent(double shape, double expected) =>
        Assert.Equal(expected, GammaLaw.Percentile95(shape, shape).Value, expected * 0.01);

    [Fact]
    public void LargerOfTwo_TwoStandardNormals_IsOneOverRootPi()
    {
        var (mean, variance) = LargerOfTwo.Of(5, 1, 5, 1);

        Assert.Equal(5 + (1 / Math.Sqrt(Math.PI)), mean, 5);
        Assert.Equal(1 - (1 / Math.PI), variance, 4);
    }

    [Fact]
    public void LargerOfTwo_FarApart_IsTheLarger()
    {
        Assert.Equal((9, 0.5), LargerOfTwo.Of(9, 0.5, 1, 0.5));
        Assert.Equal((9, 0.5), LargerOfTwo.Of(1, 0.5, 9, 0.5));
        Assert.Equal((2, 0), LargerOfTwo.Of(2, 0, 2, 0));
    }
}
