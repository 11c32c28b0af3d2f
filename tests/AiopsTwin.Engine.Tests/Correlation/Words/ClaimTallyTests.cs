using AiopsTwin.Engine.Correlation.Words;

namespace AiopsTwin.Engine.Tests.Correlation.Words;

public sealed class ClaimTallyTests
{
    // By hand: with a uniform prior and nothing wanted the bound is 0.8^(n + 1) <= 0.05; 0.8^13 = 0.055 and
    // 0.8^14 = 0.044.
    [Theory]
    [InlineData(12, 0, false)]
    [InlineData(13, 0, true)]
    [InlineData(19, 1, false)]
    [InlineData(20, 1, true)]
    [InlineData(100, 25, false)]
    [InlineData(0, 0, false)]
    public void IsNoise_Answers_OnlyWhenSurelyFourInFiveAreUnwanted(int unwanted, int wanted, bool expected)
    {
        var tally = new ClaimTally { Unwanted = unwanted, Wanted = wanted };

        Assert.Equal(expected, tally.IsNoise);
    }

    [Fact]
    public void IsNoise_PartOfAnIncidentSomebodyConfirmed_IsNot()
    {
        var tally = new ClaimTally { Unwanted = 40 };
        tally.Confirm("W-1", DateTimeOffset.UnixEpoch);

        Assert.False(tally.IsNoise);

        tally.ConfirmedBy.Remove("W-1");

        Assert.True(tally.IsNoise);
    }

    [Fact]
    public void Reason_OfAnyCulture_TellsTheNumbers()
    {
        var tally = new ClaimTally { Unwanted = 13 };

        Assert.StartsWith("13 of 13 answers say unwanted: surely at least 80%", tally.Reason, StringComparison.Ordinal);
    }
}
