using AiopsTwin.TwinUi.Model;
using AiopsTwin.TwinUi.Tests.Fakes;

namespace AiopsTwin.TwinUi.Tests.Model;

public sealed class DriftWordsTests
{
    [Fact]
    public void Of_BandThatFits_IsNothing()
    {
        Assert.Null(DriftWords.Of(Samples.Series(true, 0.03) with { Coverage = 0.99 }));
    }

    [Theory]
    [InlineData(0.62, "62 % of the last week's values lay within it")]
    [InlineData(1.0, "far too wide")]
    public void Of_BandAdrift_SaysWhichWay(double coverage, string words)
    {
        var told = DriftWords.Of(Samples.Series(true, 0.03) with { Coverage = coverage, IsAdrift = true });

        Assert.Contains(words, told, StringComparison.Ordinal);
    }
}
