using AiopsTwin.Engine.Diagnosis;

namespace AiopsTwin.Engine.Tests.Diagnosis;

public sealed class RankCorrelationTests
{
    [Fact]
    public void Of_MonotoneSamples_IsOneOrMinusOne()
    {
        Assert.Equal(1, RankCorrelation.Of([1, 2, 3, 4], [10, 20, 400, 8000])!.Value, 9);
        Assert.Equal(-1, RankCorrelation.Of([1, 2, 3, 4], [4, 3, 2, 1])!.Value, 9);
    }

    [Fact]
    public void Of_Ties_GetMeanRanks() =>
        Assert.Equal(0.9486832980505138, RankCorrelation.Of([1, 2, 2, 3], [1, 2, 3, 4])!.Value, 9);

    [Fact]
    public void Of_ConstantSample_IsUnknown() => Assert.Null(RankCorrelation.Of([1, 1, 1], [1, 2, 3]));

    [Fact]
    public void Of_UnequalLengths_Throws() =>
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1, 2], [1, 2, 3]));
}
