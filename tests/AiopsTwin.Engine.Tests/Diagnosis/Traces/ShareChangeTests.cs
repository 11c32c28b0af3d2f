using AiopsTwin.Engine.Diagnosis.Traces;

namespace AiopsTwin.Engine.Tests.Diagnosis.Traces;

public sealed class ShareChangeTests
{
    [Fact]
    public void LogLikelihoodRatio_OneTable_IsAsByHand()
    {
        // 2 (3 ln 3/4 + ln 1/4 + ln 1/4 + 3 ln 3/4 - 8 ln 1/2) = 2.0930 (Dunning 1993, formula of section 4).
        var ratio = ShareChange.LogLikelihoodRatio(new Tally(3, 4), new Tally(1, 4));

        Assert.Equal(2.0930, ratio, 4);
    }

    [Fact]
    public void Of_ShareThatNeverWasAndNowAlwaysIs_IsAllButCertain()
    {
        var change = ShareChange.Of(new Tally(60, 60), [new Tally(0, 50), new Tally(0, 50)]);

        Assert.Equal(1, change.Effect);
        Assert.InRange(change.Strength, 0.9, 1);
    }

    [Fact]
    public void Of_FewRequests_AreNoEvidence() =>
        Assert.Equal(0, ShareChange.Of(new Tally(1, 2), [new Tally(0, 4)]).Strength);

    [Fact]
    public void Of_ShareThatComesAndGoes_SurprisesLess()
    {
        var steady = ShareChange.Of(new Tally(30, 30), [.. Enumerable.Repeat(new Tally(15, 30), 8)]);

        var moody = ShareChange.Of(
            new Tally(30, 30),
            [.. Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? new Tally(0, 30) : new Tally(30, 30))]);

        Assert.Equal(steady.Effect, moody.Effect, 12);
        Assert.True(moody.Surprise < steady.Surprise / 3);
    }

    [Fact]
    public void Of_OneOddWindowAmongMany_DoesNotHideAChange()
    {
        Tally[] usual = [.. Enumerable.Repeat(new Tally(0, 30), 9)];

        var change = ShareChange.Of(new Tally(28, 30), [.. usual, new Tally(30, 30)]);

        Assert.InRange(change.Strength, 0.6, 1);
    }

    [Fact]
    public void Of_NothingBefore_IsNoChange() => Assert.Equal(default, ShareChange.Of(new Tally(5, 5), []));
}
