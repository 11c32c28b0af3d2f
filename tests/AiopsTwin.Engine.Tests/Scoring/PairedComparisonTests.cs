using AiopsTwin.Engine.Scoring;

namespace AiopsTwin.Engine.Tests.Scoring;

public sealed class PairedComparisonTests
{
    [Theory]
    [InlineData(9, 1, 0.021484375)]
    [InlineData(1, 9, 0.021484375)]
    [InlineData(5, 5, 1)]
    [InlineData(3, 0, 0.25)]
    [InlineData(0, 0, 1)]
    public void Of_DiscordantCases_GivesTheExactBinomial(int better, int worse, double p)
    {
        var pairs = Enumerable.Repeat((1.0, 0.0), better).Concat(Enumerable.Repeat((0.0, 1.0), worse))
            .Concat(Enumerable.Repeat((1.0, 1.0), 7)).Append((0.5, 0.5));

        var compared = PairedComparison.Of(pairs);

        Assert.Equal((better, worse), (compared.Better, compared.Worse));
        Assert.Equal(p, compared.P, 9);
    }

    [Fact]
    public void Of_ChancesUnderTies_SpeakForTheLarger()
    {
        var compared = PairedComparison.Of([(0.5, 0), (0.25, 0.5), (1, 1)]);

        Assert.Equal((1, 1), (compared.Better, compared.Worse));
    }

    [Fact]
    public void Of_ManyCases_StaysAProbability()
    {
        var compared = PairedComparison.Of(Enumerable.Range(0, 3000).Select(i => i < 2000 ? (1.0, 0.0) : (0.0, 1.0)));

        Assert.InRange(compared.P, 0, 1e-60);
    }
}
