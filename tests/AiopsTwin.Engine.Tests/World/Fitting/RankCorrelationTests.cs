using AiopsTwin.Engine.World.Fitting;

namespace AiopsTwin.Engine.Tests.World.Fitting;

public sealed class RankCorrelationTests
{
    [Fact]
    public void Evidence_AnyIncreasingFunction_IsTheSame()
    {
        var a = Enumerable.Range(0, 50).Select(i => (double)((i * 7) % 50)).ToArray();
        var b = a.Select((value, i) => value + (i % 5)).ToArray();

        var plain = RankCorrelation.Evidence(a, b);
        var bent = RankCorrelation.Evidence(a, [.. b.Select(Math.Exp)]);

        Assert.Equal(plain, bent);
        Assert.Equal(47, plain.Weight);
        Assert.True(plain.Weighted > 47, $"{plain.Weighted}");
    }

    [Fact]
    public void Evidence_TooFewPairs_IsNone()
    {
        var a = Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? double.NaN : i).ToArray();

        Assert.Equal((0.0, 0.0), RankCorrelation.Evidence(a, a));
    }
}
